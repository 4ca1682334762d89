/** @import {Clock} from './clock.js' */

/** How long after a page went away it finds itself back in its call, in milliseconds. */
export const REJOIN_WINDOW = 30_000;

/** How many of the last calls are remembered. */
const REMEMBERED = 64;

/** Calls that this page is no more in, by their names. */
export class PastCalls {
  #clock;
  /** @type {Set<string>} */
  #over = new Set();
  /** @type {Set<string>} */
  #abandoned = new Set();

  /** @param {Clock} clock */
  constructor(clock) {
    this.#clock = clock;
  }

  /** @param {string} id */
  end(id) {
    this.#over.add(id);
    for (const oldest of [...this.#over].slice(0, -REMEMBERED)) {
      this.#over.delete(oldest);
    }
  }

  /** The other page has just gone, and may come back. @param {string} id */
  abandon(id) {
    this.#over.delete(id);
    this.#abandoned.add(id);
    this.#clock.after(REJOIN_WINDOW, () => this.#abandoned.delete(id));
  }

  /** @param {string | undefined} id */
  mayGoOn(id) {
    return id !== undefined && this.#abandoned.has(id);
  }

  /** @param {string | undefined} id */
  isOver(id) {
    return id !== undefined && this.#over.has(id);
  }
}
