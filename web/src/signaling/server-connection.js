import { Timer } from '../page/clock.js';
import { readServerMessage } from './message-reader.js';

/** @import {Clock} from '../page/clock.js' */
/** @import {Reading} from './message-reader.js' */
/** @import {IncomingMessage, OutgoingMessage} from './messages.js' */

/**
 * @typedef {object} ConnectionHandlers
 * @property {(reading: Reading<IncomingMessage>) => void} received
 * @property {() => void} ask it is time to send a ping
 * @property {() => void} silent nothing came in time; the connection has ended
 * @property {(code: number) => void} closed by the server or the network; the connection has ended
 *
 * @typedef {'connecting' | 'quiet' | 'asked' | 'ended'} LinkState `quiet` until the next ping,
 *   `asked` while one waits for an answer
 */

const PING_INTERVAL = 15_000;
const PONG_TIMEOUT = 5000;
/** How long an attempt may take until the welcome. */
const ATTEMPT_TIMEOUT = 10_000;
/** A timer that runs so much too late tells that the page slept, and nothing about the server. */
const OVERSLEPT = 2000;

/**
 * One connection to the server, from the attempt to its end. When the network goes away, the socket
 * may stay open for minutes, so a connection over which nothing arrives in time ends too. Once it
 * has ended, no handler is called.
 */
export class ServerConnection {
  /** When something last came in, by `clock.elapsed()`. */
  heardAt = Number.NEGATIVE_INFINITY;
  /** @type {LinkState} */
  #state = 'connecting';
  /** The one timer there is: each state has one, and takes it along. */
  #timer;
  #clock;
  #socket;
  #handlers;

  /**
   * @param {object} options
   * @param {string} options.url
   * @param {Clock} options.clock
   * @param {(url: string) => WebSocket} options.openSocket
   * @param {ConnectionHandlers} options.handlers
   */
  constructor({ url, clock, openSocket, handlers }) {
    this.#clock = clock;
    this.#handlers = handlers;
    this.#timer = new Timer(clock);
    this.#socket = openSocket(url);
    this.#socket.onmessage = (event) => this.#receive(event.data);
    this.#socket.onclose = (event) => this.#closed(event.code);
    this.#expect('connecting', ATTEMPT_TIMEOUT);
  }

  /** @param {OutgoingMessage} message */
  send(message) {
    this.#socket.send(JSON.stringify(message));
  }

  /** Asks the server for a word, unless it has been asked and still has time to answer. */
  check() {
    if (this.#state === 'quiet') {
      this.#expect('asked', PONG_TIMEOUT);
      this.#handlers.ask();
    }
  }

  /**
   * Ends the connection, without waiting for the close event, which may take minutes.
   *
   * @param {number} code
   */
  close(code) {
    if (this.#state !== 'ended') {
      this.#end();
      this.#socket.close(code);
    }
  }

  /** @param {unknown} data */
  #receive(data) {
    this.heardAt = this.#clock.elapsed();
    const reading = readServerMessage(data);
    const welcome = reading.kind === 'message' && reading.message.type === 'welcome';
    if (welcome || this.#state === 'asked') {
      this.#state = 'quiet';
      this.#timer.set(PING_INTERVAL, () => this.check());
    }
    this.#handlers.received(reading);
  }

  /**
   * Something must come in time.
   *
   * @param {'connecting' | 'asked'} state
   * @param {number} ms
   */
  #expect(state, ms) {
    const since = this.#clock.elapsed();
    this.#state = state;
    this.#timer.set(ms, () => {
      if (this.#clock.elapsed() - since > ms + OVERSLEPT) {
        this.#expectAgain(state);
      } else {
        this.close(GIVEN_UP);
        this.#handlers.silent();
      }
    });
  }

  /**
   * What came while the page slept is about to be read.
   *
   * @param {'connecting' | 'asked'} state
   */
  #expectAgain(state) {
    if (state === 'asked') {
      this.#state = 'quiet';
      this.check();
    } else {
      this.#expect(state, PONG_TIMEOUT);
    }
  }

  /** @param {number} code */
  #closed(code) {
    this.#end();
    this.#handlers.closed(code);
  }

  #end() {
    this.#state = 'ended';
    this.#timer.cancel();
    this.#socket.onmessage = null;
    this.#socket.onclose = null;
  }
}

/**
 * The close code of a connection given up as dead. If it still arrives, the server counts the
 * member as lost, not as gone.
 */
export const GIVEN_UP = 3000;
