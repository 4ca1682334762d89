/** @import {MemberMessage} from '../signaling/messages.js' */

/** How many of the newest messages of the other side are known again. */
const REMEMBERED = 256;

const NEGOTIATING = new Set(['offer', 'answer', 'control']);

/**
 * Deduplicates the other side's messages, which arrive over the server and over the control
 * channel: the first copy counts. An offer, an answer or a request for one is stale once a newer
 * one has come: what was sent while one of the two ways was dead arrives when it is back, however
 * late.
 */
export class MessageOrder {
  /** Numbers of messages; a page that was loaded anew counts anew. @type {Set<string>} */
  #heard = new Set();
  /** Of each connection, the number of what was last said to negotiate. @type {Map<number, number>} */
  #newest = new Map();

  /**
   * Whether `message` counts. Ask once for each message: a second time it is a copy.
   *
   * @param {MemberMessage} message
   */
  admits({ type, n, connection = 0 }) {
    if (n === undefined) {
      return true;
    }
    const name = `${connection}/${n}`;
    if (this.#heard.has(name)) {
      return false;
    }
    this.#heard.add(name);
    this.#heard.delete(`${connection}/${n - REMEMBERED}`);
    return !NEGOTIATING.has(type) || this.#isNewest(connection, n);
  }

  /**
   * @param {number} connection
   * @param {number} n
   */
  #isNewest(connection, n) {
    const newest = n > (this.#newest.get(connection) ?? 0);
    if (newest) {
      this.#newest.set(connection, n);
    }
    return newest;
  }
}
