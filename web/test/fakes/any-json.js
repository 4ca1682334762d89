/** Random JSON values, the same ones for the same seed. */

/**
 * @param {number} seed
 * @returns {() => number} random numbers from 0 to 1 (mulberry32)
 */
export function seededRandom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const SCALARS = [
  ...[null, true, false, 0, 1, -1, 0.5, 1e308, 65_536, 2 ** 53, '', 'offer', 'v=0', '1'],
  ...['__proto__', 'constructor', 'turn:a', 'stun:a:3478', '\ud800', 'ended'],
];
const NAMES = ['type', 'from', 'sdp', 'candidate', 'urls', 'seq', 'call', '__proto__', 'x'];

/**
 * Any value; most are one of `models` of which some fields are anything.
 *
 * @param {() => number} random
 * @param {readonly object[]} models
 * @returns {unknown}
 */
export function anyJson(random, models) {
  const model = pick(random, models);
  if (random() < 0.1) {
    return anything(random, 3);
  }
  const entries = Object.entries(model).flatMap(([name, value]) => {
    const fate = random();
    if (fate < 0.05) {
      return [];
    }
    return [[name, fate < 0.3 ? spoilt(random, value) : value]];
  });
  const extra = random() < 0.3 ? [[pick(random, NAMES), anything(random, 2)]] : [];
  return Object.fromEntries([...entries, ...extra]);
}

/**
 * @param {() => number} random
 * @param {unknown} value
 * @returns {unknown}
 */
function spoilt(random, value) {
  const isObject = typeof value === 'object' && value !== null;
  if (!isObject || random() < 0.5) {
    return anything(random, 2);
  }
  return Array.isArray(value)
    ? [...value, anything(random, 2)]
    : { ...value, [pick(random, Object.keys(value))]: anything(random, 1) };
}

/**
 * @param {() => number} random
 * @param {number} depth
 * @returns {unknown}
 */
function anything(random, depth) {
  const kind = depth > 0 ? random() : 0;
  if (kind < 0.6) {
    return pick(random, SCALARS);
  }
  const children = Array.from({ length: Math.floor(random() * 4) }, () =>
    anything(random, depth - 1),
  );
  return kind < 0.8
    ? children
    : Object.fromEntries(children.map((child) => [pick(random, NAMES), child]));
}

/**
 * @template T
 * @param {() => number} random
 * @param {readonly T[]} list
 * @returns {T}
 */
function pick(random, list) {
  return /** @type {T} */ (list[Math.floor(random() * list.length)]);
}
