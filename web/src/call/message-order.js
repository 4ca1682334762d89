/** @import {MemberMessage} from '../signaling/messages.js' */

/** How many of the newest messages of the other side are known again. */
const REMEMBERED = 256;

const NEGOTIATING = new Set(['offer', 'answer', 'control']);

/**
 * The messages of the other side of one call, which come by every way that is open, the server and
 * the two pages' own channel: the first copy counts. Of the messages that negotiate, only those count
 * that no newer one has come before: what was said while one of the ways was dead arrives there when
 * it is back, however late.
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
