import { isContinued } from './messages.js';

/** @import {OutgoingMessage, Pong, Welcome} from './messages.js' */

/**
 * Messages that may wait to be confirmed; with one more, nothing is promised any more. Sent again
 * all at once, they must not be more than the server takes in a second.
 */
const MAX_UNCONFIRMED = 64;
/** After so many messages, in whichever direction, the two sides compare their counts. */
const COMPARE_AFTER = 32;

/**
 * What a page remembers of its connection so that the next one can resume it: the session, the
 * newest message seen, and its own messages that the server has not confirmed.
 */
export class ResumeBuffer {
  /** For how long the server keeps the seat of a lost page, in milliseconds; 0 without resuming. */
  window = 0;
  /** Whether what was sent and seen is still known without a gap. */
  unbroken = false;
  /** By which the server knows this page. */
  token;
  /** The newest `seq`. */
  #last = 0;
  /** How many messages of this page the server is known to have. */
  #confirmed = 0;
  /** @type {OutgoingMessage[]} the messages after those */
  #unconfirmed = [];
  #sinceCompared = 0;

  /** @param {string} [token] of a page that was here before, and whose seat is to be had */
  constructor(token = '') {
    this.token = token;
  }

  /**
   * The address to connect to.
   *
   * @param {string} url without a session
   */
  address(url) {
    if (!this.token) {
      return url;
    }
    const address = new URL(url);
    address.searchParams.set('session', this.token);
    if (this.unbroken) {
      address.searchParams.set('last', String(this.#last));
    }
    return address.href;
  }

  /** Whether it is time to compare counts before the next ping is due. */
  get wantsPing() {
    return this.#sinceCompared >= COMPARE_AFTER;
  }

  /** @returns {OutgoingMessage} asks what the server has, and says what need not be kept there */
  ping() {
    this.#sinceCompared = 0;
    return this.token ? { type: 'ping', last: this.#last } : { type: 'ping' };
  }

  /** @param {OutgoingMessage} message of this page, on its way or to be sent later */
  keep(message) {
    if (!this.unbroken) {
      return;
    }
    this.#sinceCompared += 1;
    this.#unconfirmed.push(message);
    if (this.#unconfirmed.length > MAX_UNCONFIRMED) {
      this.breakOff();
    }
  }

  /** From now on nothing is known for certain: the next connection begins anew under the same id. */
  breakOff() {
    this.unbroken = false;
    this.#unconfirmed = this.#unconfirmed.filter(isFarewell);
  }

  /**
   * Something came in, whether it could be read or not.
   *
   * @param {number} [seq] its number
   */
  seen(seq) {
    this.#sinceCompared += this.unbroken ? 1 : 0;
    this.#last = seq ?? this.#last;
  }

  /** @param {Pong} pong */
  compare({ received, session }) {
    if (received !== undefined) {
      this.#confirm(received);
      this.token = session ?? this.token;
    }
  }

  /**
   * Begins, or goes on.
   *
   * @param {Welcome} message
   * @returns {OutgoingMessage[]} what has to be sent again
   */
  welcome(message) {
    const { seq = 0, session = '', resumeWindow = 0, received = 0 } = message;
    this.token = session;
    this.window = resumeWindow;
    this.#last = seq;
    if (isContinued(message)) {
      this.#confirm(received);
      return this.#unconfirmed;
    }
    // After a gap each call resends what still matters; only for an ended one there is nobody to do
    // so.
    const farewells = this.#unconfirmed.filter(isFarewell);
    this.#confirmed = 0;
    this.unbroken = session !== '';
    this.#unconfirmed = farewells.map((farewell) => ({ ...farewell, target: undefined }));
    return this.#unconfirmed;
  }

  /** @param {number} received */
  #confirm(received) {
    if (this.unbroken) {
      this.#unconfirmed.splice(0, received - this.#confirmed);
      this.#confirmed = received;
    }
  }
}

/** @param {OutgoingMessage} message */
function isFarewell({ type }) {
  return type === 'hangup';
}
