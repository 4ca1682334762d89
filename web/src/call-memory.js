/** @import {Clock} from './clock.js' */
/** @import {MediaKind} from './media-kind.js' */

/**
 * @typedef {object} KeptCall the call that a page was in when it went away
 * @property {string} call
 * @property {MediaKind[]} kinds what it sent
 */

const KEY = 'duologue-call';
/** How long after a page went away it finds itself back in its call, in milliseconds. */
export const REJOIN_WINDOW = 30_000;

/** Remembers the call of this tab over a reload. */
export class CallMemory {
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
   * @param {KeptCall} kept
   */
  keep(room, kept) {
    this.#try(() => {
      this.#storage.setItem(KEY, JSON.stringify({ ...kept, room, at: this.#clock.now() }));
    });
  }

  /**
   * What was kept for this room just now, once.
   *
   * @param {string} room
   * @returns {KeptCall | undefined}
   */
  take(room) {
    return this.#try(() => {
      const text = this.#storage.getItem(KEY);
      this.#storage.removeItem(KEY);
      const kept = JSON.parse(text ?? 'null');
      const recent = kept?.room === room && this.#clock.now() - kept.at <= REJOIN_WINDOW;
      return recent ? { call: kept.call, kinds: kept.kinds } : undefined;
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
