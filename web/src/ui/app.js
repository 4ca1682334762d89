import { ROOM_FULL } from '../protocol.js';

/** @import {Call} from '../call.js' */
/** @import {DeviceList} from '../device-list.js' */
/** @import {EventLog} from '../event-log.js' */
/** @import {I18n} from '../i18n/i18n.js' */
/** @import {LocalMedia} from '../local-media.js' */
/** @import {Member, Presence} from '../presence.js' */
/** @import {PreferenceStore} from '../preferences.js' */
/** @import {SignalingChannel} from '../signaling-channel.js' */
/** @import {Actions} from './actions.js' */
/** @import {NoticeArea} from './notice-area.js' */
/** @import {SidePanel} from './side-panel.js' */

/**
 * @typedef {object} App what the elements of the page show and act upon
 * @property {I18n} i18n
 * @property {PreferenceStore} preferences
 * @property {EventLog} log
 * @property {string} room
 * @property {SignalingChannel} channel
 * @property {Presence} presence
 * @property {LocalMedia} media
 * @property {DeviceList} devices
 * @property {Call} call
 * @property {Actions} actions
 * @property {NoticeArea} notices
 * @property {SidePanel} panel
 */

/**
 * @typedef {'lobby' | 'ringing-out' | 'ringing-in' | 'call' | 'ended' | 'full' | 'refused'} Phase
 *   which of the room's screens is shown
 */

/** @type {Record<import('../call-state.js').CallState['state'], Phase>} */
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
export function phaseOf({ call, channel }) {
  // Who is expected answers at once: the screen for ringing would only flash up.
  const expected = call.state.state === 'ringing-out' && call.state.expected;
  const phase = expected ? 'call' : PHASES[call.state.state];
  const { state } = channel;
  const shut = state.state === 'refused' || (channel.persistent && state.state !== 'open');
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
  return member?.name || i18n.text('call.other');
}

/**
 * The same at the beginning of a sentence.
 *
 * @param {I18n} i18n
 * @param {Member | undefined} member
 */
export function nameAtStart(i18n, member) {
  return member?.name || i18n.text('call.other-start');
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
