import { readName } from '../page/names.js';
import { isContinued, MAX_NAME } from './messages.js';

/** @import {MemberState, State, UserLeft, Welcome, UserJoined} from './messages.js' */
/** @import {ServerMessageEvent, SignalClient} from './signal-client.js' */
/** @import {EventLog} from '../page/event-log.js' */

/**
 * @typedef {Required<MemberState> & {id: string, introduced: boolean}} Member somebody else in
 *   the room; one that never sent its state, as the reference client, is not introduced, and taken
 *   to send sound and picture
 */

/**
 * Who is in the room, and the ICE servers to reach them by: the one source of both. Forgets
 * everybody but the partner when the connection is lost for good. Fires `change`, and `partner`
 * when the partner changes.
 */
export class Roster extends EventTarget {
  /** This page's own id, empty until the server's welcome. */
  selfId = '';
  /** Everybody in the room, this page included. */
  count = 0;
  /** @type {RTCIceServer[]} */
  iceServers = [];
  /** @type {Map<string, Member>} */
  #members = new Map();
  /** The other side of this call, or of the last, as last known. @type {Member | undefined} */
  #partner;
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

  /**
   * The other side of this call, or of the last: what is known of it outlives its connection to the
   * server, and this page's own.
   */
  get partner() {
    return this.#partner;
  }

  /**
   * From now on `id` is the partner.
   *
   * @param {string} id
   */
  meet(id) {
    if (this.#partner?.id !== id) {
      this.#setPartner(this.#members.get(id) ?? unknownMember(id));
    }
  }

  /**
   * The partner has come back under another id: until it introduces itself again, what was known
   * of it stays.
   *
   * @param {string} id
   */
  partnerMoved(id) {
    const old = this.#partner ?? unknownMember(id);
    this.#setPartner({ ...old, id, version: 0 });
    this.#followPartner();
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
        return this.#changed();
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
   * Takes what a member says of itself, over the server or the control channel. Stale states are
   * ignored, and so is whoever is not here; the partner counts as here without the server too.
   *
   * @param {State} message
   */
  update(message) {
    const here = this.#members.get(message.from);
    const old = here ?? (message.from === this.#partner?.id ? this.#partner : undefined);
    const { version = old?.version ?? 0 } = message;
    if (!old || version < old.version) {
      return;
    }
    const member = {
      id: message.from,
      introduced: true,
      version,
      ready: message.ready ?? old.ready,
      audio: message.audio ?? old.audio,
      video: message.video ?? old.video,
      screen: message.screen ?? old.screen,
      name: readName(message.name ?? old.name, MAX_NAME),
    };
    if (here) {
      this.#members.set(member.id, member);
      this.#changed();
    } else {
      this.#setPartner(member);
    }
  }

  #clear() {
    this.selfId = '';
    this.count = 0;
    this.#members.clear();
    this.#changed();
  }

  #changed() {
    this.#followPartner();
    this.dispatchEvent(new Event('change'));
  }

  /** A member that has not introduced itself yet tells nothing that is not known better. */
  #followPartner() {
    const here = this.#members.get(this.#partner?.id ?? '');
    if (here?.introduced && here !== this.#partner) {
      this.#setPartner(here);
    }
  }

  /** @param {Member} member */
  #setPartner(member) {
    this.#partner = member;
    this.dispatchEvent(new Event('partner'));
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
