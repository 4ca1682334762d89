import { FieldReader, Unreadable } from './field-reader.js';
import { readIceServers } from './ice-servers.js';

/** @import {IncomingMessage, MemberMessage, PageMessage, WireCandidate, WireDescription} from './messages.js' */

/**
 * The result of reading a text from outside. `seq` counts even if the rest is wrong; `problem` says
 * what is wrong and what is right. A message may have one too: it then holds only what could be
 * read. Types that this page does not know are no problem (`docs/protocol.md`).
 *
 * @template M
 * @typedef {({kind: 'message', message: M, problem?: string}
 *   | {kind: 'unknown'}
 *   | {kind: 'unreadable', problem: string}) & {seq?: number}} Reading
 */

/** @typedef {(fields: FieldReader) => object | undefined} Reader undefined for what is not known */

const HANGUP_REASONS = /** @type {const} */ (['declined', 'busy', 'cancelled', 'timeout', 'ended']);
const LEAVE_REASONS = /** @type {const} */ (['left', 'lost', 'removed']);
/** The longest time that a timer can be set to, in milliseconds. */
const MAX_TIME = 2 ** 31 - 1;
const MAX_LINE_INDEX = 65_535;

/** @type {Map<unknown, Reader>} */
const FROM_SERVER = new Map(
  Object.entries({
    welcome: readWelcome,
    'user-joined': readMembership,
    'user-left': (/** @type {FieldReader} */ fields) => ({
      ...readMembership(fields),
      reason: fields.lenient('reason', LEAVE_REASONS),
    }),
    error: (/** @type {FieldReader} */ fields) => ({
      code: fields.required('code', 'name'),
      message: fields.lenient('message', 'text') ?? '',
      fatal: fields.lenient('fatal', 'flag') ?? false,
    }),
    'ice-servers': (/** @type {FieldReader} */ fields) => ({
      iceServers: readIceServers(fields.required('iceServers', 'list'), fields.report),
    }),
    pong: (/** @type {FieldReader} */ fields) => ({
      received: fields.lenient('received', 'count'),
      session: fields.lenient('session', 'name'),
    }),
  }),
);

/** @type {Map<unknown, Reader>} */
const FROM_MEMBERS = new Map(
  Object.entries({
    offer: (/** @type {FieldReader} */ fields) => ({ sdp: readSdp(fields) }),
    answer: (/** @type {FieldReader} */ fields) => ({
      sdp: readSdp(fields),
      answers: fields.optional('answers', 'text'),
    }),
    candidate: (/** @type {FieldReader} */ fields) => ({ candidate: readCandidateField(fields) }),
    hangup: (/** @type {FieldReader} */ fields) => ({
      reason: fields.lenient('reason', HANGUP_REASONS),
    }),
    state: readState,
    control: (/** @type {FieldReader} */ fields) =>
      fields.get('ask') === 'offer' ? { ask: 'offer' } : undefined,
  }),
);

/**
 * Reads a message from the server: one of its own, or one passed on from a member.
 *
 * @param {unknown} data as the socket gives it
 * @returns {Reading<IncomingMessage>}
 */
export function readServerMessage(data) {
  return read(data, (type, fields) => {
    const readOwn = FROM_SERVER.get(type);
    return readOwn ? readOwn(fields) : readMemberMessage(type, fields, true);
  });
}

/**
 * Reads a message that the other page sent over the data channel. Who sent it is known by the
 * channel.
 *
 * @param {unknown} data as the channel gives it
 * @returns {Reading<PageMessage>}
 */
export function readPageMessage(data) {
  return read(data, (type, fields) =>
    type === 'hello' ? {} : readMemberMessage(type, fields, false),
  );
}

/**
 * @param {unknown} type
 * @param {FieldReader} fields
 * @param {boolean} passedOn whether the server says who sent it
 */
function readMemberMessage(type, fields, passedOn) {
  const body = FROM_MEMBERS.get(type)?.(fields);
  // A message is of no use unless it says whose it is and of which call, so these must be right.
  return (
    body && {
      ...(passedOn && { from: fields.required('from', 'name') }),
      call: fields.optional('call', 'name'),
      n: fields.optional('n', 'count'),
      connection: fields.optional('connection', 'count'),
      ...body,
    }
  );
}

/**
 * @template {IncomingMessage | PageMessage} M
 * @param {unknown} data
 * @param {(type: unknown, fields: FieldReader) => object | undefined} readBody
 * @returns {Reading<M>}
 */
function read(data, readBody) {
  /** @type {number | undefined} */
  let seq;
  try {
    const fields = FieldReader.parse(data);
    seq = fields.lenient('seq', 'count');
    const type = fields.required('type', 'name');
    const body = readBody(type, fields);
    if (!body) {
      return { kind: 'unknown', seq };
    }
    const message = /** @type {M} */ (withoutGaps({ type, seq, ...body }));
    return { kind: 'message', message, seq, problem: fields.problem };
  } catch (error) {
    if (error instanceof Unreadable) {
      return { kind: 'unreadable', problem: error.message, seq };
    }
    throw error;
  }
}

/** @param {FieldReader} fields */
function readWelcome(fields) {
  const members = fields.lenient('members', 'list');
  const iceServers = fields.lenient('iceServers', 'list');
  return {
    clientId: fields.required('clientId', 'name'),
    clientCount: fields.required('clientCount', 'count'),
    members: members?.filter((id) => typeof id === 'string' && id !== ''),
    iceServers: iceServers && readIceServers(iceServers, fields.report),
    session: fields.lenient('session', 'name'),
    resumeWindow: fields.lenient('resumeWindow', 'count', MAX_TIME),
    resumed: fields.lenient('resumed', 'flag'),
    gap: fields.lenient('gap', 'flag'),
    received: fields.lenient('received', 'count'),
  };
}

/** @param {FieldReader} fields */
function readMembership(fields) {
  return {
    clientId: fields.required('clientId', 'name'),
    clientCount: fields.required('clientCount', 'count'),
  };
}

/** @param {FieldReader} fields */
function readState(fields) {
  return {
    ready: fields.lenient('ready', 'flag'),
    audio: fields.lenient('audio', 'flag'),
    video: fields.lenient('video', 'flag'),
    screen: fields.lenient('screen', 'flag'),
    name: fields.lenient('name', 'text'),
    version: fields.lenient('version', 'count'),
  };
}

/**
 * An `sdp` of another shape becomes an empty one, which every browser refuses: the call then ends
 * at once. If the message were dropped, it would wait for its timeout.
 *
 * @param {FieldReader} fields
 * @returns {WireDescription}
 */
function readSdp(fields) {
  const sdp = fields.get('sdp');
  if (typeof sdp === 'string') {
    return sdp;
  }
  const text = FieldReader.of(sdp)?.get('sdp');
  if (typeof text === 'string') {
    return { type: /** @type {RTCSdpType} */ (fields.get('type')), sdp: text };
  }
  fields.report('sdp: must be a string, or an object with a string sdp');
  return '';
}

/**
 * @param {FieldReader} fields
 * @returns {WireCandidate}
 */
function readCandidateField(fields) {
  const value = fields.get('candidate');
  if (typeof value === 'string' || value === null) {
    return value;
  }
  const init = FieldReader.of(value, 'candidate.');
  if (!init) {
    throw new Unreadable('candidate: must be an object, a string or null');
  }
  const candidate = init.optional('candidate', 'text');
  const sdpMid = init.optional('sdpMid', 'text');
  // Browsers refuse one that says nothing of its place. All media is bundled, so it is the first.
  const sdpMLineIndex =
    init.optional('sdpMLineIndex', 'count', MAX_LINE_INDEX) ??
    (sdpMid === undefined ? 0 : undefined);
  const usernameFragment = init.optional('usernameFragment', 'text');
  return candidate ? withoutGaps({ candidate, sdpMid, sdpMLineIndex, usernameFragment }) : null;
}

/**
 * Leaves out what is undefined: a field is there and right, or it is not there.
 *
 * @template {object} T
 * @param {T} object
 * @returns {T}
 */
function withoutGaps(object) {
  const there = Object.entries(object).filter(([, value]) => value !== undefined);
  return /** @type {T} */ (Object.fromEntries(there));
}
