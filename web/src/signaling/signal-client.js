import { Timer } from '../page/clock.js';
import { CatchUp } from './catch-up.js';
import { openSocket } from './early-socket.js';
import { isContinued, ROOM_FULL } from './messages.js';
import { ReconnectPolicy } from './reconnect-policy.js';
import { ResumeBuffer } from './resume-buffer.js';
import { GIVEN_UP, ServerConnection } from './server-connection.js';

/** @import {Clock} from '../page/clock.js' */
/** @import {EventLog} from '../page/event-log.js' */
/** @import {Reading} from './message-reader.js' */
/** @import {IncomingMessage, OutgoingMessage, Welcome} from './messages.js' */

/**
 * @typedef {{state: 'closed'}
 *   | {state: 'connecting', connection: ServerConnection}
 *   | {state: 'open', connection: ServerConnection}
 *   | {state: 'waiting', retry: Timer}
 *   | {state: 'refused', code: number}} ChannelState
 *   `open` from the server's welcome on; `waiting` for the next attempt; `refused` when another
 *   attempt would only meet the same end. What a state holds ends with it
 */

/** A goodbye: the server tells the others that this member left. */
const LEAVING = 1000;

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
 * One room's connection to the server, kept up for as long as it is open: it reconnects when the
 * connection is lost, and finds silent ones by a ping. While the server keeps the seat, the next
 * connection resumes the one before: no message is lost or doubled in either direction. Fires
 * `server-message`, and `change` whenever `state` or `resuming` changes.
 */
export class SignalClient extends EventTarget {
  /** Keep trying even while the room is full. */
  persistent = false;
  /** @type {ChannelState} */
  #state = { state: 'closed' };
  #policy = new ReconnectPolicy();
  #session = new ResumeBuffer();
  #missed = new CatchUp();
  /** Until when the server keeps the seat of a lost connection. */
  #window;
  #url;
  #clock;
  #log;
  #openSocket;

  /**
   * @param {object} options
   * @param {string} options.url
   * @param {Clock} options.clock
   * @param {EventLog} options.log
   * @param {(url: string) => WebSocket} [options.openSocket]
   */
  constructor({ url, clock, log, openSocket: open = openSocket }) {
    super();
    this.#url = url;
    this.#clock = clock;
    this.#window = new Timer(clock);
    this.#log = log;
    this.#openSocket = open;
  }

  get state() {
    return this.#state;
  }

  /** Whether the connection is lost, and the next one can go on where it broke off. */
  get resuming() {
    const { state } = this.#state;
    return this.#session.unbroken && (state === 'waiting' || state === 'connecting');
  }

  /** By which the server knows this page; empty until it does. */
  get session() {
    return this.#session.token;
  }

  /** @param {boolean} urgent whether a call needs the server: then no wait is long, whenever it began */
  set urgent(urgent) {
    const changed = urgent !== this.#policy.urgent;
    this.#policy.urgent = urgent;
    if (changed && this.#state.state === 'waiting') {
      this.#wait(this.#state.retry);
    }
  }

  /**
   * Connects, at once: also while waiting for the next attempt, or after a refusal.
   *
   * @param {string} [session] of the page that was here before, which this one goes on for
   */
  open(session) {
    if ('connection' in this.#state) {
      return;
    }
    if (session) {
      this.#session = new ResumeBuffer(session);
    }
    this.#connect();
  }

  /** Asks the server for a word, and makes a new connection unless one comes in time. */
  check() {
    if (this.#state.state === 'open') {
      this.#state.connection.check();
    }
  }

  /**
   * The page was asleep or out of sight, and no longer is: an open connection is checked, and a
   * pending attempt is made at once.
   */
  wake() {
    this.check();
    if (this.#state.state === 'waiting') {
      this.#policy.restart();
      this.#connect();
    }
  }

  /** @param {number} at when, by `clock.elapsed()`; whether the server has said something since */
  heardSince(at) {
    return this.#state.state === 'open' && this.#state.connection.heardAt >= at;
  }

  /**
   * This computer's network has changed, or seems to have: the old connection is dead, though it may
   * take long to show. Reconnecting in vain costs nothing, as the next connection resumes.
   */
  renew() {
    if ('connection' in this.#state || this.#state.state === 'waiting') {
      this.#lose();
      this.#policy.restart();
      this.#connect();
    }
  }

  /** Closes for good, telling the server; `open` starts anew. */
  close() {
    this.#window.cancel();
    this.#session = new ResumeBuffer();
    this.#missed = new CatchUp();
    this.#enter({ state: 'closed' }, LEAVING);
  }

  /**
   * Sends one message, now or when the connection is back.
   *
   * @param {OutgoingMessage} message
   * @returns {boolean} false if it is lost: there is no connection that it could go by, nor one
   *   that is going on; the next welcome then says so, and whoever sent what still matters sends it
   *   anew
   */
  send(message) {
    if (this.#state.state !== 'open' && !this.resuming) {
      return false;
    }
    this.#session.keep(message);
    if (this.#state.state === 'open') {
      this.#state.connection.send(message);
    }
    this.#compare();
    return true;
  }

  #connect() {
    this.#log.add('info', 'signaling-connecting');
    const connection = new ServerConnection({
      url: this.#session.address(this.#url),
      clock: this.#clock,
      openSocket: this.#openSocket,
      handlers: {
        received: (reading) => this.#receive(connection, reading),
        ask: () => this.send(this.#session.ping()),
        silent: () => this.#fellSilent(),
        closed: (code) => this.#closed(code),
      },
    });
    this.#enter({ state: 'connecting', connection });
  }

  /**
   * @param {ServerConnection} connection
   * @param {Reading<IncomingMessage>} reading
   */
  #receive(connection, reading) {
    if ('problem' in reading && reading.problem) {
      this.#log.add('warning', 'message-unreadable', { problem: reading.problem });
    }
    const message = reading.kind === 'message' ? reading.message : undefined;
    if (message?.type === 'welcome') {
      this.#welcome(connection, message);
    } else if (this.#state.state === 'open') {
      this.#session.seen(reading.seq);
      if (message?.type === 'pong') {
        this.#session.compare(message);
      }
      this.#compare();
    }
    this.#handOver(message ? this.#missed.take(message) : []);
  }

  /**
   * @param {ServerConnection} connection
   * @param {Welcome} message
   */
  #welcome(connection, message) {
    this.#window.cancel();
    this.#policy.opened(this.#clock.elapsed());
    for (const unsent of this.#session.welcome(message)) {
      connection.send(unsent);
    }
    this.#enter({ state: 'open', connection });
    if (isContinued(message)) {
      this.#missed.begin();
      connection.check();
    }
  }

  /** @param {IncomingMessage[]} messages */
  #handOver(messages) {
    messages.forEach((message) => void this.dispatchEvent(new ServerMessageEvent(message)));
  }

  /** Keeps what either side has to remember short, however much is said between two pings. */
  #compare() {
    if (this.#state.state === 'open' && this.#session.wantsPing) {
      this.send(this.#session.ping());
    }
  }

  #fellSilent() {
    this.#log.add('warning', 'signaling-silent');
    this.#lose();
    this.#retry();
  }

  /** @param {number} code */
  #closed(code) {
    this.#lose();
    const full = code === ROOM_FULL;
    if (this.#policy.mayRetry(code, this.#clock.elapsed(), this.persistent)) {
      this.#log.add(full ? 'info' : 'warning', 'signaling-lost', { code });
      this.#retry(code);
    } else {
      this.#log.add('error', full ? 'room-full' : 'signaling-refused', { code });
      this.#session.breakOff();
      this.#enter({ state: 'refused', code });
    }
  }

  /** Notes what the end of the present connection means for the next one. */
  #lose() {
    if (this.#state.state === 'open' && this.#session.unbroken) {
      this.#window.set(this.#session.window, () => this.#tooLate());
    }
    if (this.#state.state === 'connecting') {
      this.#policy.gaveUp(this.#clock.elapsed());
    }
    this.#handOver(this.#missed.end());
  }

  /** The server has given the seat up by now. */
  #tooLate() {
    this.#session.breakOff();
    this.dispatchEvent(new Event('change'));
  }

  /** @param {number} [code] with which the connection was closed */
  #retry(code) {
    this.#policy.lost(this.#clock.elapsed(), code);
    const retry = new Timer(this.#clock);
    this.#wait(retry);
    this.#enter({ state: 'waiting', retry });
  }

  /** @param {Timer} retry */
  #wait(retry) {
    retry.set(this.#policy.remaining(this.#clock.elapsed()), () => this.#connect());
  }

  /**
   * Every state is left here, and with it its timer or its connection.
   *
   * @param {ChannelState} state
   * @param {number} [code] with which the connection is closed
   */
  #enter(state, code = GIVEN_UP) {
    const old = this.#state;
    this.#state = state;
    if ('connection' in old && !('connection' in state && state.connection === old.connection)) {
      old.connection.close(code);
    } else if ('retry' in old) {
      old.retry.cancel();
    }
    this.dispatchEvent(new Event('change'));
  }
}
