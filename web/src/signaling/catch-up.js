/** @import {IncomingMessage} from './messages.js' */

/**
 * When a page is back after a lost connection, everything that it missed arrives in one burst,
 * which may hold both a call and its end. From the first offer on, messages are held back until the
 * burst is complete, so that no call rings that is already over.
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
