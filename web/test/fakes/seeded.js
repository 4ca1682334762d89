/**
 * @typedef {object} Random
 * @property {(limit: number) => number} below a whole number from 0 to `limit`, that excluded
 * @property {<T>(all: readonly T[]) => T} pick
 * @property {(probability: number) => boolean} chance
 */

/**
 * Random choices that are the same in each run, so that what they find can be found again.
 *
 * @param {number} seed
 * @returns {Random}
 */
export function seeded(seed) {
  let state = seed >>> 0;
  // mulberry32
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let x = Math.imul(state ^ (state >>> 15), state | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (/** @type {number} */ limit) => Math.floor(next() * limit);
  return {
    below,
    pick: (all) => /** @type {any} */ (all[below(all.length)]),
    chance: (probability) => next() < probability,
  };
}
