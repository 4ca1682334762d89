import { isContinued, MAX_NAME } from './messages.js';

/** @import {MemberState, State, UserLeft, Welcome, UserJoined} from './messages.js' */
/** @import {ServerMessageEvent, SignalClient} from './signal-client.js' */
/** @import {EventLog} from '../page/event-log.js' */

/**
 * @typedef {Required<MemberState> & {id: string, introduced: boolean}} Member somebody else in
 *   the room; one that never sent its state, as the reference client, is not introduced, and taken
 *   to send sound and picture
 */

/** Who is in the room. Fires `change`; forgets everybody when the connection is lost for good. */
export class Roster extends EventTarget {
  /** This page's own id, empty until the server's welcome. */
  selfId = '';
  /** Everybody in the room, this page included. */
  count = 0;
  /** @type {RTCIceServer[]} */
  iceServers = [];
  /** @type {Map<string, Member>} */
  #members = new Map();
  #log;

  /**
   * @param {SignalClient} signaling
   * @param {EventLog} log
   */
  constructor(signaling, log) {
    super();
    this.#log = log;
    signaling.addEventListener('server-message', (event) =>
      this.#receive(/** @type {ServerMessageEvent} */ (event).message),
    );
    signaling.addEventListener('change', () => {
      if (signaling.state.state !== 'open' && !signaling.resuming && this.selfId !== '') {
        this.#clear();
      }
    });
  }

  /** @returns {Member[]} the others, in the order in which they came */
  get members() {
    return [...this.#members.values()];
  }

  /** Whom a call would reach: whoever waits for one, else who came first. */
  get other() {
    return this.members.find((member) => member.ready) ?? this.members[0];
  }

  /** @param {string} id */
  member(id) {
    return this.#members.get(id);
  }

  /** @param {import('./messages.js').IncomingMessage} message */
  #receive(message) {
    switch (message.type) {
      case 'welcome':
        return this.#welcome(message);
      case 'user-joined':
        return this.#joined(message);
      case 'user-left':
        return this.#left(message);
      case 'state':
        return this.update(message);
      case 'ice-servers':
        this.iceServers = message.iceServers;
        return undefined;
      default:
        return undefined;
    }
  }

  /** @param {Welcome} message */
  #welcome(message) {
    this.iceServers = message.iceServers ?? [];
    if (isContinued(message)) {
      this.#log.add('success', 'signaling-resumed');
      this.#changed(); // who came and went meanwhile is told next
      return;
    }
    this.selfId = message.clientId;
    this.count = message.clientCount;
    this.#members = new Map((message.members ?? []).map((id) => [id, unknownMember(id)]));
    this.#log.add('success', 'signaling-open', { id: this.selfId, count: this.count });
    this.#changed();
  }

  /** @param {UserJoined} message */
  #joined(message) {
    this.count = message.clientCount;
    this.#members.set(message.clientId, unknownMember(message.clientId));
    this.#log.add('info', 'user-joined', { id: message.clientId, count: this.count });
    this.#changed();
  }

  /** @param {UserLeft} message */
  #left(message) {
    this.count = message.clientCount;
    this.#members.delete(message.clientId);
    const code = message.reason === 'lost' ? 'user-lost' : 'user-left';
    this.#log.add('info', code, { id: message.clientId, count: this.count });
    this.#changed();
  }

  /**
   * Takes in what a member says of itself, by whatever way: what is older than what is known
   * already counts for nothing.
   *
   * @param {State} message
   */
  update(message) {
    const old = this.#members.get(message.from) ?? unknownMember(message.from);
    const { version = old.version } = message;
    if (version < old.version) {
      return;
    }
    this.#members.set(message.from, {
      id: message.from,
      introduced: true,
      version,
      ready: message.ready ?? old.ready,
      audio: message.audio ?? old.audio,
      video: message.video ?? old.video,
      screen: message.screen ?? old.screen,
      name: (message.name ?? old.name).slice(0, MAX_NAME),
    });
    this.#changed();
  }

  #clear() {
    this.selfId = '';
    this.count = 0;
    this.#members.clear();
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

/**
 * @param {string} id
 * @returns {Member}
 */
function unknownMember(id) {
  return {
    id,
    introduced: false,
    version: 0,
    ready: false,
    audio: true,
    video: true,
    screen: false,
    name: '',
  };
}
