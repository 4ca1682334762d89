/**
 * The messages of `docs/protocol.md`, as types, and how to read the fields that come in two forms.
 * `message-reader.js` makes them of what comes from outside, so that every field has its type.
 *
 * @typedef {string | RTCSessionDescriptionInit} WireDescription a bare SDP text, or the object form
 * @typedef {'object' | 'text'} DescriptionForm
 * @typedef {string | RTCIceCandidateInit | null} WireCandidate
 * @typedef {'declined' | 'busy' | 'cancelled' | 'timeout' | 'ended'} HangupReason
 * @typedef {'left' | 'lost' | 'removed'} LeaveReason
 *
 * @typedef {object} MemberState what a member can and does send; every field is optional
 * @property {boolean} [ready] answers at once instead of ringing
 * @property {boolean} [audio]
 * @property {boolean} [video]
 * @property {boolean} [screen]
 * @property {string} [name] at most 64 characters
 * @property {number} [version] grows with each change; the newest counts, in whatever order they come
 *
 * @typedef {object} Welcome
 * @property {'welcome'} type
 * @property {string} clientId
 * @property {number} clientCount
 * @property {string[]} [members] absent from the reference server
 * @property {RTCIceServer[]} [iceServers]
 * @property {number} [seq]
 * @property {string} [session] by which the next connection is known again
 * @property {number} [resumeWindow] for how long after a loss, in milliseconds
 * @property {boolean} [resumed] the id is the one of the connection before
 * @property {boolean} [gap] but messages may have been missed, in both directions
 * @property {number} [received] how many messages of the connection before arrived
 *
 * @typedef {{type: 'user-joined', clientId: string, clientCount: number}} UserJoined
 * @typedef {{type: 'user-left', clientId: string, clientCount: number, reason?: LeaveReason}} UserLeft
 * @typedef {{type: 'error', code: string, message: string, fatal: boolean}} ServerError
 * @typedef {{type: 'ice-servers', iceServers: RTCIceServer[]}} IceServers
 * @typedef {{type: 'pong', received?: number, session?: string}} Pong
 *
 * @typedef {object} Relayed what every message passed on from a member has
 * @property {string} from
 * @property {string} [call] names the call that the message belongs to; the reference client sends none
 * @property {number} [n] tells apart the messages of one side of a call, however often each comes
 * @property {number} [connection] which peer connection of the call, where it is not the first one
 *
 * @typedef {Relayed & {type: 'offer', sdp: WireDescription}} Offer
 * @typedef {Relayed & {type: 'answer', sdp: WireDescription, answers?: string}} Answer
 * @typedef {Relayed & {type: 'candidate', candidate: WireCandidate}} Candidate
 * @typedef {Relayed & {type: 'hangup', reason?: HangupReason}} Hangup
 * @typedef {Relayed & MemberState & {type: 'state'}} State
 * @typedef {Relayed & {type: 'control', ask: 'offer'}} Ask
 *
 * @typedef {Welcome | UserJoined | UserLeft | ServerError | IceServers | Pong} ServerMessage
 * @typedef {Offer | Answer | Candidate | Hangup | State | Ask} MemberMessage
 * @typedef {ServerMessage | MemberMessage} IncomingMessage
 *
 * @typedef {MemberMessage extends infer M ? M extends MemberMessage ? Omit<M, 'from'> : never
 *   : never} MemberWords a member's message without its sender
 * @typedef {{type: 'hello'} | MemberWords} PageMessage what the other page says over the data channel
 *
 * @typedef {{type: string, [field: string]: unknown}} OutgoingMessage
 * @typedef {OutgoingMessage} CallMessage what the two pages tell each other, by whatever way
 */

/** The longest `state.name` that the server passes on, in UTF-16 units. */
export const MAX_NAME = 64;

/** Close codes after which another attempt would only meet the same end. */
const FINAL_CLOSE_CODES = new Set([1002, 1007, 1009, 4001, 4002, 4003, 4006, 4007]);

/** The close code that says that another connection has taken this one's place. */
export const TAKEN_OVER = 4006;

/** The close code that says every seat of the room is taken. */
export const ROOM_FULL = 4001;

/**
 * Whether a client that lost its connection with `code` should connect again.
 *
 * @param {number} code
 */
export function mayReconnectAfter(code) {
  return !FINAL_CLOSE_CODES.has(code);
}

/**
 * Whether a connection goes on where the one before broke off, so that nothing need be said again.
 *
 * @param {Welcome} welcome
 */
export function isContinued({ resumed = false, gap = false }) {
  return resumed && !gap;
}

/**
 * Reads the `sdp` field of an offer or answer, which clients send as text or as an object.
 *
 * @param {'offer' | 'answer'} type
 * @param {WireDescription} sdp
 * @returns {RTCSessionDescriptionInit}
 */
export function readDescription(type, sdp) {
  return { type, sdp: typeof sdp === 'string' ? sdp : (sdp.sdp ?? '') };
}

/**
 * Writes the `sdp` field in the form that the other side uses itself. Where that is not known yet
 * it is the object: the reference client hands the field to `new RTCSessionDescription` as it is.
 *
 * @param {RTCSessionDescription} description
 * @param {DescriptionForm} form
 * @returns {WireDescription}
 */
export function writeDescription(description, form) {
  if (form === 'text') {
    return description.sdp;
  }
  return { type: description.type, sdp: description.sdp };
}

/**
 * Reads the `candidate` field; undefined is the end of candidates.
 *
 * @param {WireCandidate} candidate
 * @returns {RTCIceCandidateInit | undefined}
 */
export function readCandidate(candidate) {
  if (typeof candidate === 'string') {
    return candidate === '' ? undefined : { candidate, sdpMLineIndex: 0 };
  }
  return candidate?.candidate ? candidate : undefined;
}
