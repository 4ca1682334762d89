/** @import {IncomingMessage} from './messages.js' */

/**
 * What a page missed while it had no connection comes to it at once when it is back, and may hold a
 * call and its end. An offer is held back with all that follows it until everything is here, and is
 * then handed over together with it: nobody shall see or hear a call ring that is over.
 */
export class CatchUp {
  /** @type {IncomingMessage[]} */
  #held = [];
  #behind = false;

  /** A connection goes on; everything that was missed comes before the next `pong`. */
  begin() {
    this.#behind = true;
  }

  /**
   * @param {IncomingMessage} message
   * @returns {IncomingMessage[]} the messages to hand over now
   */
  take(message) {
    if (!this.#behind) {
      return [message];
    }
    if (message.type === 'pong') {
      return [...this.end(), message];
    }
    if (message.type === 'offer' || this.#held.length > 0) {
      this.#held.push(message);
      return [];
    }
    return [message];
  }

  /** @returns {IncomingMessage[]} what was held back; nothing is any more */
  end() {
    this.#behind = false;
    return this.#held.splice(0);
  }
}
