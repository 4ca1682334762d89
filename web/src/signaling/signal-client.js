import { readServerMessage } from './message-reader.js';
import { mayReconnectAfter, ROOM_FULL, TAKEN_OVER } from './messages.js';
import { ReconnectPolicy } from './reconnect-policy.js';
import { ResumeBuffer } from './resume-buffer.js';

/** @import {Clock} from '../page/clock.js' */
/** @import {EventLog} from '../page/event-log.js' */
/** @import {IncomingMessage, OutgoingMessage, Welcome} from './messages.js' */

/**
 * @typedef {{state: 'closed'}
 *   | {state: 'connecting'}
 *   | {state: 'open'}
 *   | {state: 'waiting', delay: number}
 *   | {state: 'refused', code: number}} ChannelState
 *   `open` from the server's welcome on; `waiting` for the next attempt, in `delay` milliseconds;
 *   `refused` when another attempt would only meet the same end
 */

const PING_INTERVAL = 15_000;
const PONG_TIMEOUT = 5000;
/** How long one attempt may take until the welcome. */
const ATTEMPT_TIMEOUT = 10_000;
/** For so long one that was given up may still arrive, and take the place of a newer one. */
const STRAY_ATTEMPT = 30_000;
/**
 * The server stops, and is not back at once. Firefox says the same when it leaves the page, before
 * the page knows: another connection would be there still when the next page comes.
 */
const GOING_AWAY = 1001;
const FIRST_AFTER_GOING_AWAY = 2;
/** A goodbye: the server tells the others that this member left. */
const CLOSE_LEAVING = 1000;
/** A connection given up as dead: should this still arrive, the member is lost, but did not leave. */
const CLOSE_GIVEN_UP = 3000;

/** Fired by {@link SignalClient} for each message from the server. */
export class ServerMessageEvent extends Event {
  /** @param {IncomingMessage} message */
  constructor(message) {
    super('server-message');
    /** @readonly */
    this.message = message;
  }
}

/**
 * One room's connection to the server, kept up for as long as it is open: lost connections are
 * made anew, silent ones are found out by a ping. A new connection goes on where the one before
 * broke off, for as long as the server keeps the seat: then no message is lost or doubled in either
 * direction. Fires `server-message`, and `change` whenever `state` or `resuming` changes.
 */
export class SignalClient extends EventTarget {
  /** Keep trying even while the room is full. */
  persistent = false;
  /** @readonly */
  retries = new ReconnectPolicy();
  /** @type {ChannelState} */
  #state = { state: 'closed' };
  /** @type {WebSocket | undefined} */
  #socket;
  #url;
  #clock;
  #log;
  #Socket;
  #session = new ResumeBuffer();
  #heardAt = 0;
  #gaveUpAt = Number.NEGATIVE_INFINITY;
  #cancelRetry = () => {};
  #cancelPing = () => {};
  #cancelDeadline = () => {};
  #cancelWindow = () => {};

  /**
   * @param {object} options
   * @param {string} options.url
   * @param {Clock} options.clock
   * @param {EventLog} options.log
   * @param {typeof WebSocket} [options.Socket]
   */
  constructor({ url, clock, log, Socket = WebSocket }) {
    super();
    this.#url = url;
    this.#clock = clock;
    this.#log = log;
    this.#Socket = Socket;
  }

  get state() {
    return this.#state;
  }

  /** Whether the connection is lost, and the next one can still go on where it broke off. */
  get resuming() {
    const { state } = this.#state;
    return this.#session.unbroken && (state === 'waiting' || state === 'connecting');
  }

  /** By which the server knows this page; empty until it does. */
  get session() {
    return this.#session.token;
  }

  /**
   * Connects, at once: also while waiting for the next attempt, or after a refusal.
   *
   * @param {string} [session] of the page that was here before, which this one goes on for
   */
  open(session) {
    if (this.#socket) {
      return;
    }
    if (session) {
      this.#session = new ResumeBuffer(session);
    }
    this.#cancelRetry();
    this.#log.add('info', 'signaling-connecting');
    const socket = new this.#Socket(this.#session.address(this.#url), 'duologue.1');
    this.#socket = socket;
    socket.onmessage = (event) => this.#receive(event.data);
    socket.onclose = (event) => this.#lost(event.code);
    this.#deadline(ATTEMPT_TIMEOUT);
    this.#enter({ state: 'connecting' });
  }

  /** Asks the server for a word, and makes a new connection unless one comes in time. */
  check() {
    if (this.#state.state === 'open') {
      this.send(this.#session.ping());
      this.#deadline(PONG_TIMEOUT);
    }
  }

  /**
   * Whether the server has said something since a moment, and is still connected.
   *
   * @param {number} at
   */
  heardSince(at) {
    return this.#state.state === 'open' && this.#heardAt >= at;
  }

  /**
   * This computer's network is another one now, or seems to be: a connection over the one before is
   * dead, though nobody may notice for long. One too many costs nothing, for the next goes on where
   * it was.
   */
  renew() {
    if (['open', 'connecting', 'waiting'].includes(this.#state.state)) {
      this.#drop(CLOSE_GIVEN_UP);
      this.retries.restart();
      this.open();
    }
  }

  /** Closes for good, telling the server; `open` starts anew. */
  close() {
    this.#cancelRetry();
    this.#cancelWindow();
    this.#drop(CLOSE_LEAVING);
    this.#session = new ResumeBuffer();
    this.#enter({ state: 'closed' });
  }

  /**
   * Sends one message: now, or once the connection goes on where it broke off. Otherwise does
   * nothing.
   *
   * @param {OutgoingMessage} message
   * @returns {boolean} whether it was sent or kept. Should the server have lost track meanwhile,
   *   `welcome` says so, and whoever sent what still matters sends it anew
   */
  send(message) {
    const socket = this.#state.state === 'open' ? this.#socket : undefined;
    if (!socket && !this.resuming) {
      return false;
    }
    this.#session.keep(message);
    socket?.send(JSON.stringify(message));
    this.#compare();
    return true;
  }

  /** @param {unknown} data */
  #receive(data) {
    const message = this.#parse(data);
    if (!message) {
      return;
    }
    this.#cancelDeadline();
    this.#heardAt = this.#clock.now();
    if (message.type === 'welcome') {
      this.#welcome(message);
    } else {
      this.#session.seen(message);
      this.#compare();
    }
    this.dispatchEvent(new ServerMessageEvent(message));
  }

  /** @param {Welcome} message */
  #welcome(message) {
    this.#cancelWindow();
    this.retries.opened(this.#clock.now());
    for (const unsent of this.#session.welcome(message)) {
      this.#socket?.send(JSON.stringify(unsent));
    }
    this.#schedulePing();
    this.#enter({ state: 'open' });
  }

  /** Keeps what either side has to remember short, however much is said between two pings. */
  #compare() {
    if (this.#state.state === 'open' && this.#session.wantsPing) {
      this.send(this.#session.ping());
    }
  }

  /**
   * @param {unknown} data
   * @returns {IncomingMessage | undefined}
   */
  #parse(data) {
    const reading = readServerMessage(data);
    if ('problem' in reading && reading.problem) {
      this.#log.add('warning', 'message-unreadable', { problem: reading.problem });
    }
    return reading.kind === 'message' ? reading.message : undefined;
  }

  #schedulePing() {
    this.#cancelPing = this.#clock.after(PING_INTERVAL, () => {
      this.check();
      this.#schedulePing();
    });
  }

  /**
   * Gives the connection up unless a message comes in time: a network that went away does not
   * close the socket for minutes.
   *
   * @param {number} ms
   */
  #deadline(ms) {
    this.#cancelDeadline();
    this.#cancelDeadline = this.#clock.after(ms, () => {
      this.#log.add('warning', 'signaling-silent');
      this.#drop(CLOSE_GIVEN_UP);
      this.#retry();
    });
  }

  /**
   * Lets go of the socket without waiting for its close event, which may take minutes.
   *
   * @param {number} code
   */
  #drop(code) {
    this.#cancelPing();
    this.#cancelDeadline();
    const socket = this.#socket;
    this.#socket = undefined;
    if (this.#state.state === 'open' && this.#session.unbroken) {
      this.#cancelWindow = this.#clock.after(this.#session.window, () => this.#tooLate());
    }
    if (this.#state.state === 'connecting') {
      this.#gaveUpAt = this.#clock.now();
    }
    if (socket) {
      socket.onmessage = null;
      socket.onclose = null;
      socket.close(code);
    }
  }

  /** The server has given the seat up by now. */
  #tooLate() {
    this.#session.breakOff();
    this.#enter(this.#state);
  }

  /** @param {number} code */
  #lost(code) {
    this.#drop(CLOSE_GIVEN_UP);
    const full = code === ROOM_FULL;
    const stray = code === TAKEN_OVER && this.#clock.now() - this.#gaveUpAt < STRAY_ATTEMPT;
    if (mayReconnectAfter(code) || stray || (full && this.persistent)) {
      this.#log.add(full ? 'info' : 'warning', 'signaling-lost', { code });
      this.#retry(code === GOING_AWAY ? FIRST_AFTER_GOING_AWAY : undefined);
    } else {
      this.#log.add('error', full ? 'room-full' : 'signaling-refused', { code });
      this.#session.breakOff();
      this.#enter({ state: 'refused', code });
    }
  }

  /** @param {number} [first] with which of the delays to begin */
  #retry(first) {
    const delay = this.retries.next(this.#clock.now(), first);
    this.#cancelRetry = this.#clock.after(delay, () => this.open());
    this.#enter({ state: 'waiting', delay });
  }

  /** @param {ChannelState} state */
  #enter(state) {
    this.#state = state;
    this.dispatchEvent(new Event('change'));
  }
}
