import { REJOIN_WINDOW } from '../page/tab-memory.js';

/** @import {Clock} from '../page/clock.js' */

/** How many of the last calls are remembered. */
const REMEMBERED = 64;

/** Calls that this page is no more in, by their names. */
export class EndedCalls {
  #clock;
  /** @type {Set<string>} */
  #over = new Set();
  /** When those first connected that may go on. @type {Map<string, number>} */
  #abandoned = new Map();

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

  /**
   * The other page has just gone, and may come back.
   *
   * @param {string} id
   * @param {number} since
   */
  abandon(id, since) {
    this.#over.delete(id);
    this.#abandoned.set(id, since);
    this.#clock.after(REJOIN_WINDOW, () => this.#abandoned.delete(id));
  }

  /**
   * When a call first connected that the other page has gone from just now, and may go on.
   *
   * @param {string | undefined} id
   */
  since(id) {
    return this.#abandoned.get(id ?? '');
  }

  /** @param {string | undefined} id */
  isOver(id) {
    return id !== undefined && this.#over.has(id);
  }
}
