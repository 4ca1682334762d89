import { isolated } from '../../page/names.js';
import { ROOM_FULL } from '../../signaling/messages.js';

/** @import {Call} from '../../call/call.js' */
/** @import {Devices} from '../../media/devices.js' */
/** @import {EventLog} from '../../page/event-log.js' */
/** @import {Invitation} from '../../page/invitation.js' */
/** @import {I18n} from '../../i18n/i18n.js' */
/** @import {LocalMedia} from '../../media/local-media.js' */
/** @import {Member, Roster} from '../../signaling/roster.js' */
/** @import {PreferenceStore} from '../../page/storage.js' */
/** @import {SignalClient} from '../../signaling/signal-client.js' */
/** @import {Actions} from './actions.js' */
/** @import {NoticeArea} from './notice-area.js' */
/** @import {SidePanel} from '../panels/side-panel.js' */
/** @import {Speaker} from '../../media/speaker.js' */

/**
 * @typedef {object} App what the elements of the page show and act upon
 * @property {I18n} i18n
 * @property {PreferenceStore} preferences
 * @property {EventLog} log
 * @property {string} room
 * @property {Invitation} invitation
 * @property {SignalClient} signaling
 * @property {Roster} roster
 * @property {LocalMedia} media
 * @property {Devices} devices
 * @property {Speaker} speaker
 * @property {Call} call
 * @property {Actions} actions
 * @property {NoticeArea} notices
 * @property {SidePanel} panel
 */

/**
 * @typedef {'lobby' | 'ringing-out' | 'ringing-in' | 'call' | 'ended' | 'full' | 'refused'} Phase
 *   which of the room's screens is shown
 */

/** @type {Record<import('../../call/call-state.js').CallState['state'], Phase>} */
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
 * @param {App} app
 * @returns {Phase}
 */
export function phaseOf({ call, signaling }) {
  // Who is expected answers at once: the screen for ringing would only flash up.
  const expected = call.state.state === 'ringing-out' && call.state.expected;
  const phase = expected ? 'call' : PHASES[call.state.state];
  const { state } = signaling;
  const shut = state.state === 'refused' || (signaling.persistent && state.state !== 'open');
  if (shut && (phase === 'lobby' || phase === 'ended')) {
    const full = state.state !== 'refused' || state.code === ROOM_FULL;
    return full ? 'full' : 'refused';
  }
  return phase;
}

/**
 * What to call a member in the middle of a sentence; for one without a name, "the other side".
 *
 * @param {I18n} i18n
 * @param {Member | undefined} member
 */
export function nameOf(i18n, member) {
  return member?.name ? isolated(member.name) : i18n.text('call.other');
}

/**
 * The same at the beginning of a sentence.
 *
 * @param {I18n} i18n
 * @param {Member | undefined} member
 */
export function nameAtStart(i18n, member) {
  return member?.name ? isolated(member.name) : i18n.text('call.other-start');
}

/**
 * A duration as `m:ss` or `h:mm:ss`.
 *
 * @param {number} ms
 */
export function clockTime(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const [hours, minutes, rest] = parts.map((part) => String(part).padStart(2, '0'));
  return parts[0] ? `${hours}:${minutes}:${rest}` : `${minutes}:${rest}`;
}
