import { REJOIN_WINDOW } from '../call/ended-calls.js';

/** @import {Clock} from './clock.js' */
/** @import {MediaKind} from '../media/media-kind.js' */

/**
 * @typedef {object} KeptPage what a page was when it went away
 * @property {string} session by which the server knows it, and gives its seat to the next one
 * @property {KeptCall} [call] that it was in
 *
 * @typedef {object} KeptCall
 * @property {string} id
 * @property {number} connection which peer connection of the call it had
 * @property {number} [since] when it first connected, in milliseconds since the epoch
 * @property {MediaKind[]} kinds what it sent
 */

const KEY = 'duologue-page';

/** Remembers what this tab was over a reload. */
export class TabMemory {
  #storage;
  #clock;

  /**
   * @param {Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>} storage of the tab
   * @param {Clock} clock
   */
  constructor(storage, clock) {
    this.#storage = storage;
    this.#clock = clock;
  }

  /**
   * @param {string} room
   * @param {KeptPage} page
   */
  keep(room, page) {
    this.#try(() => {
      this.#storage.setItem(KEY, JSON.stringify({ room, page, at: this.#clock.now() }));
    });
  }

  /**
   * What was kept for this room just now, once.
   *
   * @param {string} room
   * @returns {KeptPage | undefined}
   */
  take(room) {
    return this.#try(() => {
      const text = this.#storage.getItem(KEY);
      this.#storage.removeItem(KEY);
      const kept = JSON.parse(text ?? 'null');
      const recent = kept?.room === room && this.#clock.now() - kept.at <= REJOIN_WINDOW;
      return recent ? kept.page : undefined;
    });
  }

  /**
   * @template T
   * @param {() => T} access to a storage that may be forbidden, or hold anything
   * @returns {T | undefined}
   */
  #try(access) {
    try {
      return access();
    } catch {
      return undefined;
    }
  }
}
