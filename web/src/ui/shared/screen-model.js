/** @import {CallState, EndReason} from '../../call/call-state.js' */
/** @import {TextKey} from '../../i18n/i18n.js' */
/** @import {Reach} from './server-reach.js' */

/**
 * What the screens say and offer in every state of the call, the server and the room. Nothing here
 * promises what cannot be done: without the server the headline says so, and the buttons that need
 * it are disabled.
 *
 * @typedef {'none' | 'here' | 'ready'} Other whether somebody else is in the room, and waits
 * @typedef {'untouched' | 'starting' | 'none' | 'some'} OwnMedia
 *   `untouched` never asked for, `none` asked for but nothing can be sent
 * @typedef {{key: TextKey, enabled: boolean}} Offered a button
 */

/**
 * @typedef {object} LobbyFacts
 * @property {Reach} reach
 * @property {boolean} waiting whether the next call is answered at once
 * @property {Other} other
 * @property {OwnMedia} media
 * @property {boolean} reachable whether the link leads here from other computers too
 *
 * @typedef {object} LobbyModel undefined is not shown
 * @property {TextKey} title
 * @property {TextKey | undefined} lead
 * @property {'away' | 'alone' | 'waiting' | 'here' | 'ready'} dot
 * @property {boolean} invite
 * @property {Offered | undefined} call
 * @property {boolean} stop
 * @property {boolean} asIs
 * @property {TextKey | undefined} hint
 */

/**
 * @param {LobbyFacts} facts
 * @returns {LobbyModel}
 */
export function lobbyModel({ reach, waiting, other, media, reachable }) {
  const open = reach === 'open';
  const call = waiting && other === 'none' ? undefined : callButton(other, open, media);
  return {
    ...(open ? presence(waiting, other, reachable) : absence(reach, waiting)),
    invite: other === 'none',
    call,
    stop: waiting,
    asIs: open && !waiting && media === 'untouched',
    hint: open && call ? mediaHint(media) : undefined,
  };
}

/**
 * @param {boolean} waiting
 * @param {Other} other
 * @param {boolean} reachable
 * @returns {Pick<LobbyModel, 'title' | 'lead' | 'dot'>}
 */
function presence(waiting, other, reachable) {
  if (waiting) {
    const lead = other === 'none' ? 'room.waiting-lead' : 'room.waiting-here-lead';
    return { title: 'room.waiting', lead, dot: other === 'none' ? 'waiting' : other };
  }
  if (other === 'none') {
    const lead = reachable ? 'room.alone-lead' : 'room.alone-lead-here';
    return { title: 'room.alone', lead, dot: 'alone' };
  }
  return { title: `room.${other}`, lead: `room.${other}-lead`, dot: other };
}

/**
 * @param {Reach} reach
 * @param {boolean} waiting
 * @returns {Pick<LobbyModel, 'title' | 'lead' | 'dot'>}
 */
function absence(reach, waiting) {
  if (reach === 'opening') {
    return { title: 'room.opening', lead: undefined, dot: 'away' };
  }
  const lead = waiting ? 'room.no-server-waiting-lead' : 'room.no-server-lead';
  return { title: 'room.no-server', lead, dot: 'away' };
}

/**
 * @param {Other} other
 * @param {boolean} open
 * @param {OwnMedia} media
 * @returns {Offered}
 */
function callButton(other, open, media) {
  const keys = /** @type {const} */ ({ none: 'call.wait', here: 'call.start', ready: 'call.join' });
  return { key: keys[other], enabled: open && media !== 'starting' };
}

/**
 * @param {OwnMedia} media
 * @returns {TextKey | undefined}
 */
function mediaHint(media) {
  if (media === 'untouched') {
    return 'call.asks-media';
  }
  return media === 'none' ? 'call.without-media' : undefined;
}

/**
 * The sentence under the name while it rings, on either side.
 *
 * @param {'ringing-out' | 'ringing-in'} phase
 * @param {Reach} reach
 * @returns {TextKey}
 */
export function ringLead(phase, reach) {
  if (reach !== 'open') {
    return 'room.no-server';
  }
  return phase === 'ringing-in' ? 'ring.in-lead' : 'status.ringing-out';
}

/** @type {Partial<Record<EndReason, TextKey>>} */
const END_LEADS = {
  'no-answer': 'end.no-answer-lead',
  lost: 'end.lost-lead',
  'not-connected': 'end.not-connected-lead',
};

/**
 * How a call ended.
 *
 * @param {{reason: EndReason, byMe: boolean}} end
 * @returns {{title: TextKey, lead: TextKey | undefined}}
 */
export function endSentences({ reason, byMe }) {
  const who = byMe ? 'end.ended-by-me' : 'end.ended-by-them';
  return { title: `end.${reason}`, lead: reason === 'ended' ? who : END_LEADS[reason] };
}

/**
 * The button that begins the next call, and why it cannot be pressed.
 *
 * @param {{reason: EndReason, reach: Reach, other: Other}} facts
 * @returns {Offered & {hint: TextKey | undefined}}
 */
export function nextCall({ reason, reach, other }) {
  const enabled = reach === 'open';
  const again = reason === 'missed' ? 'call.call-back' : 'call.again';
  const hint = enabled ? undefined : 'room.no-server';
  return { key: other === 'none' ? 'call.wait' : again, enabled, hint };
}

/**
 * @typedef {object} ShutModel
 * @property {TextKey} title
 * @property {TextKey} lead
 * @property {boolean} watch whether it can be waited for a place
 * @property {TextKey | undefined} reload the button that tries again, if that may help
 */

/** @type {Record<'full' | 'watching' | 'watchingLost' | 'refused' | 'elsewhere', ShutModel>} */
const SHUT = {
  full: { title: 'full.title', lead: 'full.lead', watch: true, reload: undefined },
  watching: { title: 'full.title', lead: 'full.watching', watch: false, reload: undefined },
  watchingLost: {
    title: 'room.no-server',
    lead: 'full.watching-lost',
    watch: false,
    reload: undefined,
  },
  refused: {
    title: 'refused.title',
    lead: 'refused.lead',
    watch: false,
    reload: 'refused.reload',
  },
  elsewhere: {
    title: 'elsewhere.title',
    lead: 'elsewhere.lead',
    watch: false,
    reload: 'elsewhere.reload',
  },
};

/**
 * The screen of somebody whom the server does not let in.
 *
 * @param {{phase: 'full' | 'refused', reach: Reach, watching: boolean, takenOver?: boolean}} facts
 *   `takenOver` by the same page in another tab
 */
export function shutModel({ phase, reach, watching, takenOver = false }) {
  if (phase === 'refused') {
    return takenOver ? SHUT.elsewhere : SHUT.refused;
  }
  if (watching) {
    return reach === 'lost' ? SHUT.watchingLost : SHUT.watching;
  }
  return SHUT.full;
}

/**
 * What the pill says.
 *
 * @param {CallState['state']} state
 * @param {Reach} reach
 */
export function statusOf(state, reach) {
  const resting = state === 'idle' || state === 'ended';
  if ((resting || state === 'waiting') && reach !== 'open') {
    return 'disconnected';
  }
  return resting ? 'connected' : state;
}

/**
 * The notice for a lost server; the other screens show it anyway.
 *
 * @param {CallState['state']} state
 * @returns {TextKey | undefined}
 */
export function lossNotice(state) {
  switch (state) {
    case 'in-call':
      return 'status.signaling-lost';
    case 'recovering':
      return 'status.signaling-lost-too';
    case 'connecting':
      return 'room.no-server';
    default:
      return undefined;
  }
}
