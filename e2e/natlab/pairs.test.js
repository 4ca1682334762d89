import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { median } from '../bench/table.js';
import { callAndTime, hangUp, takesPath } from './calls.js';
import { Lab } from './lab.js';
import { allPairs, selectedPairs } from './pairs.js';
import { possiblePaths } from './places.js';
import { isWhole, writeTable } from './report.js';

/** @import {Seat} from './lab.js' */
/** @import {Pair} from './pairs.js' */

const lab = new Lab();
const pairs = isWhole ? allPairs() : selectedPairs();
/** @type {{pair: Pair, calls: {paths: string, time: number}[]}[]} */
const results = [];

for (const pair of pairs) {
  const [one, other] = pair;
  const [paths, othersPaths] = [
    possiblePaths(one.place, other.place),
    possiblePaths(other.place, one.place),
  ];
  test(`${words(one)} and ${words(other)} meet: ${bothWays(...paths.slice(0, 1), ...othersPaths.slice(0, 1))}`, async () => {
    const calls = /** @type {{paths: string, time: number}[]} */ ([]);
    results.push({ pair, calls });
    const [ann, ben] = await lab.seat(one, other);
    try {
      for (const [caller, callee, button] of /** @type {const} */ ([
        [ann, ben, 'Call'],
        [ben, ann, 'Call again'],
      ])) {
        const times = await callAndTime(caller, callee, button);
        const taken = await Promise.all([takesPath(ann, paths), takesPath(ben, othersPaths)]);
        await hangUp(caller, callee);
        calls.push({ paths: bothWays(...taken), time: Math.max(times.caller, times.callee) });
      }
    } finally {
      await Promise.all([ann.leave(), ben.leave()]);
    }
    assert.deepEqual([...ann.complaints, ...ben.complaints], [], 'a page complained');
  });
}

after(() => {
  if (isWhole && results.length === pairs.length) {
    writeResults();
  }
});

function writeResults() {
  writeTable(
    'natlab: pairs',
    ['one', 'other', 'connected', 'path, one calls', 'ms', 'path, other calls', 'ms'],
    results.map(({ pair: [one, other], calls }) => [
      words(one),
      words(other),
      `${calls.length} of 2`,
      ...[0, 1].flatMap((i) => [calls[i]?.paths ?? '–', calls[i]?.time ?? '–']),
    ]),
  );
  const kindOf = (/** @type {Pair} */ [one, other]) =>
    possiblePaths(one.place, other.place)[0]?.replace(/-.*/, '');
  const kinds = [...new Set(results.map(({ pair }) => kindOf(pair)))];
  writeTable(
    'natlab: summary',
    ['path', 'calls', 'connected', 'median of click to first frame, ms'],
    kinds.map((kind = '') => {
      const all = results.filter(({ pair }) => kindOf(pair) === kind);
      const times = all.flatMap(({ calls }) => calls.map(({ time }) => time));
      const connected = Math.round((100 * times.length) / (2 * all.length));
      return [kind, 2 * all.length, `${connected} %`, median(times)];
    }),
  );
}

/** Of one side and of the other. @param {string[]} paths */
function bothWays(...paths) {
  return [...new Set(paths)].join(', ');
}

/** @param {Seat} seat */
function words({ place, browser }) {
  return browser === 'firefox' ? `${place.words} (Firefox)` : place.words;
}
