/** @import {Clock} from './clock.js' */

/**
 * @typedef {object} KeptPage what a page was when it went away
 * @property {string} session by which the server knows it, and gives its seat to the next one
 * @property {KeptCall} [call] that it was in
 *
 * @typedef {object} KeptCall
 * @property {string} id
 * @property {number} connection which peer connection of the call it had
 * @property {number} age for how long it has been up, in milliseconds
 * @property {('audio' | 'video')[]} kinds what it sent
 */

/** How long after a page went away it finds itself back in its call, in milliseconds. */
export const REJOIN_WINDOW = 30_000;

const KEY = 'duologue-page';

/**
 * Remembers what this tab was doing, across a reload. Only wall-clock time carries over from one
 * page to the next; it measures how long the reload took, and nothing else.
 */
export class TabMemory {
  #storage;
  #clock;

  /**
   * @param {() => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>} storage gives the tab's, or
   *   throws where that is forbidden
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
      this.#storage().setItem(KEY, JSON.stringify({ room, page, at: this.#clock.now() }));
    });
  }

  /**
   * What was kept for this room just now. It can be taken once: a tab that is duplicated later must
   * not find it. The age of the call includes the time in between.
   *
   * @param {string} room
   * @returns {KeptPage | undefined}
   */
  take(room) {
    return this.#try(() => {
      const storage = this.#storage();
      const text = storage.getItem(KEY);
      storage.removeItem(KEY);
      const kept = JSON.parse(text ?? 'null');
      const away = Math.abs(this.#clock.now() - kept?.at);
      return kept?.room === room && away <= REJOIN_WINDOW ? keptPage(kept.page, away) : undefined;
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

/**
 * @param {any} page as it was kept, by whichever version of this program
 * @param {number} away for how long it was gone, in milliseconds
 * @returns {KeptPage | undefined}
 */
function keptPage({ session, call }, away) {
  if (typeof session !== 'string') {
    return undefined;
  }
  if (typeof call?.id !== 'string' || ![call.connection, call.age].every(Number.isFinite)) {
    return { session };
  }
  const { id, connection, age } = call;
  const kinds = /** @type {const} */ (['audio', 'video']).filter((kind) =>
    [call.kinds].flat().includes(kind),
  );
  return { session, call: { id, connection, kinds, age: age + away } };
}
