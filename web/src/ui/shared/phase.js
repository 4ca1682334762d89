/** @import {App} from './app.js' */
/** @import {CallState} from '../../call/call-state.js' */

/**
 * @typedef {'lobby' | 'ringing-out' | 'ringing-in' | 'call' | 'ended' | 'full' | 'refused'} Phase
 *   which of the room's screens is shown
 */

/** @type {Record<CallState['state'], Phase>} */
const PHASES = {
  idle: 'lobby',
  waiting: 'lobby',
  'ringing-out': 'ringing-out',
  'ringing-in': 'ringing-in',
  connecting: 'call',
  'in-call': 'call',
  recovering: 'call',
  ended: 'ended',
};

/**
 * @param {Pick<App, 'call' | 'signaling' | 'server'>} app
 * @returns {Phase}
 */
export function phaseOf({ call, signaling, server }) {
  // An expected call is answered at once: the ringing screen would only flash up.
  const expected = call.state.state === 'ringing-out' && call.state.expected;
  const phase = expected ? 'call' : PHASES[call.state.state];
  if (phase === 'lobby' || phase === 'ended') {
    if (server.reach === 'refused') {
      return 'refused';
    }
    if (server.reach === 'full' || (signaling.persistent && server.reach !== 'open')) {
      return 'full';
    }
  }
  return phase;
}
