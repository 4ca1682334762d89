/** @import {Clock} from './clock.js' */

/** How long after a page went away it finds itself back in its call, in milliseconds. */
export const REJOIN_WINDOW = 30_000;

/** Calls whose other page has just gone, and may come back. */
export class AbandonedCalls {
  #clock;
  /** @type {Set<string>} */
  #ids = new Set();

  /** @param {Clock} clock */
  constructor(clock) {
    this.#clock = clock;
  }

  /** @param {string} id */
  add(id) {
    this.#ids.add(id);
    this.#clock.after(REJOIN_WINDOW, () => this.#ids.delete(id));
  }

  /** @param {string | undefined} id */
  has(id) {
    return id !== undefined && this.#ids.has(id);
  }
}
