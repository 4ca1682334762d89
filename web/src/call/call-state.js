/**
 * @typedef {'ended' | 'declined' | 'busy' | 'no-answer' | 'missed' | 'left' | 'lost'
 *   | 'not-connected'} EndReason
 *   `ended` one of the two hung up, `no-answer` nobody accepted in time, `missed` the caller took
 *   the call back, `left` the other side closed its page, `lost` the connection could not be
 *   brought back, `not-connected` there never was one
 *
 * @typedef {{state: 'ended', reason: EndReason, byMe: boolean, duration: number}} Ended
 *   `duration` from the first connection to the end, in milliseconds
 *
 * @typedef {{state: 'idle'}
 *   | {state: 'waiting'}
 *   | {state: 'ringing-out', expected: boolean}
 *   | {state: 'ringing-in'}
 *   | {state: 'connecting'}
 *   | {state: 'up'}
 *   | Ended} CallPhase what a call is about, as far as its session does not say it
 *
 * @typedef {{state: 'idle'}
 *   | {state: 'waiting'}
 *   | {state: 'ringing-out', peer: string, expected: boolean}
 *   | {state: 'ringing-in', peer: string}
 *   | {state: 'connecting', peer: string}
 *   | {state: 'in-call', peer: string, since: number}
 *   | {state: 'recovering', peer: string, since: number}
 *   | Ended} CallState
 *   `waiting` answers the next call at once; `peer` is the id of the other side, `expected` whether
 *   it was waiting for this call; `since` is when the call first connected, in milliseconds since the
 *   page began
 */

/**
 * How long to ring, and to try to connect or reconnect, in milliseconds. A server that is away for a
 * minute, and what it takes until a relayed call flows again, fit into the last.
 */
export const TIMEOUTS = Object.freeze({ ring: 60_000, connect: 60_000, recover: 75_000 });

/**
 * Why a call ended that the other side hung up.
 *
 * @param {CallPhase['state']} state in which it was
 * @param {import('../signaling/messages.js').HangupReason | undefined} reason
 * @returns {EndReason}
 */
export function endReasonOf(state, reason) {
  if (state === 'ringing-in') {
    return 'missed';
  }
  if (reason === 'declined' || reason === 'busy') {
    return reason;
  }
  if (state === 'ringing-out') {
    // The reference client declines and hangs up with the same message, which has no reason.
    return reason === undefined ? 'declined' : 'not-connected';
  }
  return state === 'connecting' ? 'not-connected' : 'ended';
}

/** A name for one call that nobody can guess. */
export function newCallId() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * What is shown of a call.
 *
 * @param {CallPhase} phase
 * @param {import('./call-session.js').CallSession | undefined} session
 * @returns {CallState}
 */
export function stateOf(phase, session) {
  const { peer = '', since = 0, state } = session ?? {};
  switch (phase.state) {
    case 'ringing-out':
    case 'ringing-in':
    case 'connecting':
      return { ...phase, peer };
    case 'up':
      return { state: state === 'recovering' ? 'recovering' : 'in-call', peer, since };
    default:
      return phase;
  }
}
