import { endSentences } from '../shared/screen-model.js';

/** @import {CallState} from '../../call/call-state.js' */
/** @import {TextKey} from '../../i18n/i18n.js' */
/** @import {Reach} from '../shared/server-reach.js' */

/**
 * @typedef {object} Snapshot what a screen reader's user has to know of
 * @property {CallState} call
 * @property {Reach} reach
 * @property {number | undefined} others in the room; undefined while nobody knows
 * @property {{audio: boolean, video: boolean} | undefined} partner what the other person sends
 * @property {{audio: string, video: string}} own states of microphone and camera
 *
 * @typedef {{key: TextKey, name?: 'start' | 'middle'}} Announcement
 *   `name` is where in the sentence the name of the other person stands
 */

/**
 * Everything that happened between two moments, each of it once.
 *
 * @param {Snapshot} before
 * @param {Snapshot} now
 * @returns {Announcement[]}
 */
export function announcementsOf(before, now) {
  return [
    ...presenceChange(before, now),
    ...callChange(before.call, now.call),
    ...serverChange(before, now),
    ...partnerChange(before, now),
    ...ownChange(before.own, now.own),
  ];
}

/**
 * Arrivals and departures. Not during a call, whose end says it; and a member that lost the server
 * has not left.
 *
 * @param {Snapshot} before
 * @param {Snapshot} now
 * @returns {Announcement[]}
 */
function presenceChange(before, now) {
  const { others: had, call: was } = before;
  const { others: has, call: is } = now;
  const inCall = isUp(was) || isUp(is);
  if (had === undefined || has === undefined || had === has || inCall) {
    return [];
  }
  if (has > had) {
    return [{ key: 'announce.joined', name: 'start' }];
  }
  const said = is.state === 'ended' && was.state !== 'ended';
  return said ? [] : [{ key: 'announce.left', name: 'start' }];
}

/**
 * @param {CallState} was
 * @param {CallState} is
 * @returns {Announcement[]}
 */
function callChange(was, is) {
  if (was.state === is.state) {
    return [];
  }
  switch (is.state) {
    case 'waiting':
      return [{ key: 'room.waiting' }];
    case 'ringing-out':
      return is.expected ? [] : [{ key: 'ring.out', name: 'middle' }];
    case 'ringing-in':
      return [{ key: 'ring.in', name: 'start' }];
    case 'in-call':
      return was.state === 'recovering'
        ? [{ key: 'announce.recovered' }]
        : [{ key: 'announce.in-call', name: 'middle' }];
    case 'recovering':
      return [{ key: 'call.recovering' }];
    case 'ended':
      return endOf(is);
    default:
      return [];
  }
}

/**
 * @param {Extract<CallState, {state: 'ended'}>} end
 * @returns {Announcement[]}
 */
function endOf(end) {
  const { title, lead } = endSentences(end);
  const name = title === 'end.missed' ? 'middle' : 'start';
  return lead
    ? [
        { key: title, name },
        { key: lead, name: 'start' },
      ]
    : [{ key: title, name }];
}

/**
 * The server is lost or back; in a call a notice says it.
 *
 * @param {Snapshot} before
 * @param {Snapshot} now
 * @returns {Announcement[]}
 */
function serverChange(before, now) {
  if (isUp(now.call) || now.call.state === 'connecting') {
    return [];
  }
  if (before.reach !== 'lost' && now.reach === 'lost') {
    return [{ key: 'room.no-server' }];
  }
  return before.reach === 'lost' && now.reach === 'open' ? [{ key: 'status.signaling-back' }] : [];
}

/**
 * @param {Snapshot} before
 * @param {Snapshot} now
 * @returns {Announcement[]}
 */
function partnerChange(before, now) {
  if (!isUp(now.call) || !now.partner) {
    return [];
  }
  // Only a partner that enters the call muted is announced.
  const had = (isUp(before.call) && before.partner) || { audio: true, video: true };
  /** @type {Announcement[]} */
  const said = [];
  if (had.audio !== now.partner.audio) {
    said.push({ key: now.partner.audio ? 'call.peer-unmuted' : 'call.peer-muted', name: 'start' });
  }
  if (had.video !== now.partner.video) {
    const key = now.partner.video ? 'call.peer-camera-on' : 'call.peer-camera-off';
    said.push({ key, name: 'start' });
  }
  return said;
}

/**
 * @param {Snapshot['own']} was
 * @param {Snapshot['own']} is
 * @returns {Announcement[]}
 */
function ownChange(was, is) {
  const wentOn = {
    audio: isOff(was.audio) && is.audio === 'on',
    video: isOff(was.video) && is.video === 'on',
  };
  if (wentOn.audio && wentOn.video) {
    return [{ key: 'announce.both-on' }];
  }
  /** @type {Announcement[]} */
  const said = [];
  if (wentOn.audio) {
    said.push({ key: 'announce.microphone-on' });
  } else if (was.audio === 'on' && is.audio === 'paused') {
    said.push({ key: 'call.self-muted' });
  }
  if (wentOn.video) {
    said.push({ key: 'announce.camera-on' });
  } else if (was.video === 'on' && is.video === 'paused') {
    said.push({ key: 'announce.camera-off' });
  }
  return said;
}

/** What the system takes for a while is on all along: a notice says it. @param {string} state */
function isOff(state) {
  return state !== 'on' && state !== 'interrupted';
}

/** @param {CallState} call */
function isUp({ state }) {
  return state === 'in-call' || state === 'recovering';
}
