/** Random JSON values, the same ones for the same seed. */

/** @import {Random} from './seeded.js' */

const SCALARS = [
  ...[null, true, false, 0, 1, -1, 0.5, 1e308, 65_536, 2 ** 53, '', 'offer', 'v=0', '1'],
  ...['__proto__', 'constructor', 'turn:a', 'stun:a:3478', '\ud800', 'ended'],
];
const NAMES = ['type', 'from', 'sdp', 'candidate', 'urls', 'seq', 'call', '__proto__', 'x'];

/**
 * Any value; most are one of `models` of which some fields are anything.
 *
 * @param {Random} random
 * @param {readonly object[]} models
 * @returns {unknown}
 */
export function anyJson(random, models) {
  const model = random.pick(models);
  if (random.chance(0.1)) {
    return anything(random, 3);
  }
  const entries = Object.entries(model).flatMap(([name, value]) => {
    if (random.chance(0.05)) {
      return [];
    }
    return [[name, random.chance(0.25) ? spoilt(random, value) : value]];
  });
  const extra = random.chance(0.3) ? [[random.pick(NAMES), anything(random, 2)]] : [];
  return Object.fromEntries([...entries, ...extra]);
}

/**
 * @param {Random} random
 * @param {unknown} value
 * @returns {unknown}
 */
function spoilt(random, value) {
  const isObject = typeof value === 'object' && value !== null;
  if (!isObject || random.chance(0.5)) {
    return anything(random, 2);
  }
  return Array.isArray(value)
    ? [...value, anything(random, 2)]
    : { ...value, [random.pick(Object.keys(value))]: anything(random, 1) };
}

/**
 * @param {Random} random
 * @param {number} depth
 * @returns {unknown}
 */
function anything(random, depth) {
  if (depth === 0 || random.chance(0.6)) {
    return random.pick(SCALARS);
  }
  const children = Array.from({ length: random.below(4) }, () => anything(random, depth - 1));
  return random.chance(0.5)
    ? children
    : Object.fromEntries(children.map((child) => [random.pick(NAMES), child]));
}
