/** A room without a server, and people in it whose calls need no browser. */
import assert from 'node:assert/strict';
import { Call } from '../../src/call/call.js';
import { Roster } from '../../src/signaling/roster.js';
import { ServerMessageEvent } from '../../src/signaling/signal-client.js';
import { FakePeerConnection } from './fake-peer-connection.js';
import { FakeClock, FakeTrack, quietLog, settle } from './fakes.js';
import { strict } from './strict.js';

/** The signaling of one member of a {@link FakeRoom}. */
export class FakeChannel extends EventTarget {
  state = /** @type {any} */ ({ state: 'closed' });
  persistent = false;
  urgent = false;
  resuming = false;
  renewals = 0;
  checks = 0;
  wakes = 0;
  /** By which the server knows the page. */
  session = '';
  /** The sessions that it was opened with. @type {(string | undefined)[]} */
  opened = [];
  /** Whether the server answers when it is asked. */
  reachable = true;
  /** @type {FakeRoom | undefined} */
  room;
  id = '';
  /** @type {any[]} */
  sent = [];

  /** @param {any} message */
  send(message) {
    if (this.state.state !== 'open') {
      return false;
    }
    this.sent.push(message);
    this.room?.pass(this, message);
    return true;
  }

  /** @param {string} state */
  enter(state) {
    this.state = { state };
    this.dispatchEvent(new Event('change'));
  }

  /** @param {string} [session] */
  open(session) {
    this.opened.push(session);
    this.enter('connecting');
  }

  close() {
    this.session = '';
    this.enter('closed');
  }

  wake() {
    this.wakes += 1;
  }

  renew() {
    this.renewals += 1;
  }

  check() {
    this.checks += 1;
  }

  heardSince() {
    return this.reachable;
  }

  /** @param {any} message */
  receive(message) {
    this.dispatchEvent(new ServerMessageEvent(message));
  }
}

/** A server with one room, that passes messages on when `deliver` is called. */
export class FakeRoom {
  /** @type {Map<string, FakeChannel>} */
  members = new Map();
  /** @type {(() => void)[]} */
  #queue = [];

  /**
   * @param {FakeChannel} signaling
   * @param {string} id
   */
  join(signaling, id) {
    const others = [...this.members.keys()];
    signaling.room = this;
    signaling.id = id;
    signaling.session = `token of ${id}`;
    this.members.set(id, signaling);
    const clientCount = this.members.size;
    signaling.enter('open');
    signaling.receive({
      type: 'welcome',
      clientId: id,
      clientCount,
      members: others,
      iceServers: [],
    });
    for (const other of others) {
      this.members.get(other)?.receive({ type: 'user-joined', clientId: id, clientCount });
    }
    this.deliver();
  }

  /**
   * @param {FakeChannel} signaling
   * @param {'left' | 'lost'} reason
   */
  leave(signaling, reason) {
    this.members.delete(signaling.id);
    signaling.enter('waiting');
    for (const other of this.members.values()) {
      const clientCount = this.members.size;
      other.receive({ type: 'user-left', clientId: signaling.id, clientCount, reason });
    }
  }

  /**
   * @param {FakeChannel} from
   * @param {any} message
   */
  pass(from, { target, ...message }) {
    const sender = from.id;
    const receivers = target ? [target] : [...this.members.keys()].filter((id) => id !== sender);
    for (const id of receivers) {
      this.#queue.push(() => this.members.get(id)?.receive({ from: sender, ...message }));
    }
  }

  /** Delivers what was sent, and what is sent because of it. */
  deliver() {
    for (let next = this.#queue.shift(); next; next = this.#queue.shift()) {
      next();
    }
  }
}

/** Camera and microphone that are as they are told to be. */
export class FakeMedia extends EventTarget {
  audio = /** @type {any} */ ({ state: 'on', track: new FakeTrack('audio') });
  video = /** @type {any} */ ({ state: 'on', track: new FakeTrack('video') });
  /** @type {string[][]} */
  started = [];
  inUse = true;

  /** @param {'audio' | 'video'} kind */
  track(kind) {
    return this[kind].track;
  }

  get kindsOn() {
    return /** @type {const} */ (['audio', 'video']).filter((kind) => this[kind].state === 'on');
  }

  /** @param {string[]} kinds */
  async start(kinds) {
    this.started.push(kinds);
  }

  stop() {
    this.audio = { state: 'off' };
    this.video = { state: 'off' };
  }

  /**
   * @param {'audio' | 'video'} kind
   * @param {boolean} on
   */
  want(kind, on) {
    this[kind] = { state: on ? 'on' : 'paused' };
    this.dispatchEvent(new Event('change'));
  }

  /** @param {'audio' | 'video'} kind */
  wants(kind) {
    return { on: true, paused: false }[/** @type {string} */ (this[kind].state)];
  }

  use() {
    this.inUse = true;
  }

  release() {
    this.inUse = false;
  }

  /** @param {'audio' | 'video'} kind */
  async toggle(kind) {
    this.want(kind, this[kind].state !== 'on');
  }
}

const TIMEOUTS = { ring: 60_000, connect: 60_000, recover: 60_000 };

/**
 * @param {FakeRoom} room
 * @param {string} id
 * @param {FakeClock} clock
 */
export function person(room, id, clock) {
  const page = newPage(clock);
  room.join(page.signaling, id);
  return page;
}

/** A page that is in no room yet. @param {FakeClock} clock */
export function newPage(clock) {
  const signaling = strict(new FakeChannel());
  const log = quietLog();
  const roster = new Roster(/** @type {any} */ (signaling), log);
  const media = strict(new FakeMedia());
  /** @type {FakePeerConnection[]} */
  const sessions = [];
  const call = new Call({
    signaling: /** @type {any} */ (signaling),
    roster,
    media: /** @type {any} */ (media),
    newConnection: (configuration) => {
      const connection = strict(new FakePeerConnection(configuration));
      sessions.push(connection);
      return /** @type {any} */ (connection);
    },
    clock,
    log,
    timeouts: TIMEOUTS,
  });
  /** The connection that is in use. */
  const session = () => {
    const last = sessions.filter(({ closed }) => !closed).at(-1);
    assert.ok(last);
    return last;
  };
  return { signaling, roster, media, call, session, sessions, log };
}

/** Two people in one room; `a` has the smaller id. */
export function two() {
  const clock = new FakeClock();
  const room = new FakeRoom();
  const a = person(room, 'a', clock);
  const b = person(room, 'b', clock);
  return { clock, room, a, b };
}

/** @param {ReturnType<typeof two>} people @returns the two in a call that `a` began */
export async function inCall({ a, b, room }) {
  a.call.start();
  room.deliver();
  await b.call.accept({ video: true });
  await settle();
  room.deliver();
  a.session().become('connected');
  b.session().become('connected');
  assert.equal(a.call.state.state, 'in-call');
  assert.equal(b.call.state.state, 'in-call');
}

/**
 * Why the call ended; undefined while it did not.
 *
 * @param {Call} call
 */
export function endReason({ state }) {
  return state.state === 'ended' ? state.reason : undefined;
}
