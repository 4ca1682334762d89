import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { callAndTime, hangUp, takesPath } from './calls.js';
import { delay, loss, narrow } from './conditions.js';
import { Lab } from './lab.js';
import { PLACES, possiblePaths } from './places.js';
import { isWhole, writeTable } from './report.js';

/** @import {Person} from '../lib/person.js' */
/** @import {Condition} from './conditions.js' */

/** Of a picture that gives way to its link; over a free one it is 960 or more. */
const SMALL_WIDTH = 640;
/** How long the numbers are taken. */
const LOOK = 8000;

/** @type {[string, Condition][]} */
const CONDITIONS = [
  ['nothing', async () => () => {}],
  ...[1, 5, 10].map((each) => /** @type {[string, Condition]} */ ([`${each} % lost`, loss(each)])),
  ...[50, 150, 300].map(
    (each) => /** @type {[string, Condition]} */ ([`${each} ms later`, delay(each)]),
  ),
  ['300 kbit/s', narrow(300)],
];

const PAIRS = /** @type {const} */ ([
  ['portRestricted', 'portRestricted'],
  ['symmetric', 'symmetric'],
  ['udpBlocked', 'udpBlocked'],
]);

const lab = new Lab();
/** @type {(string | number)[][]} */
const rows = [];

for (const [one, other] of PAIRS) {
  const paths = possiblePaths(PLACES[one], PLACES[other]);
  const [path = ''] = paths;

  describe(`a call that goes ${path}`, () => {
    for (const [name, condition] of CONDITIONS) {
      // Without the whole run, one call has to stand for all of them.
      const skip = !isWhole && !(path === 'direct' && name === '5 % lost');

      test(`with ${name}`, { skip }, async () => {
        const both = await lab.seat(
          { place: PLACES[one], browser: 'chromium' },
          { place: PLACES[other], browser: 'chromium' },
        );
        const [ann, ben] = both;
        const end = await condition(lab.network);
        try {
          const { caller, callee } = await callAndTime(ann, ben);
          await Promise.all(both.map((person) => takesPath(person, paths)));
          if (name === '300 kbit/s') {
            await Promise.all(both.map(pictureFits));
          }
          const numbers = await lookAt(ben);
          await Promise.all(both.map((person) => person.hearsTheOther()));
          await Promise.all(both.map((person) => person.seesTheOther()));
          rows.push([path, name, Math.max(caller, callee), ...numbers]);
        } finally {
          end();
        }
        await hangUp(ann, ben);
        await Promise.all(both.map((person) => person.leave()));
        assert.deepEqual([...ann.complaints, ...ben.complaints], [], 'a page complained');
      });
    }
  });
}

after(() => {
  if (isWhole && rows.length === PAIRS.length * CONDITIONS.length) {
    writeTable(
      'natlab: conditions',
      [
        ...['path', 'with', 'click to first frame, ms', 'round trip, ms'],
        ...['sound lost', 'frames a second', 'picture', 'kbit/s'],
      ],
      rows,
    );
  }
});

/** Waits until the picture that comes is small enough for a narrow link. @param {Person} person */
async function pictureFits(person) {
  const small = async (/** @type {number} */ width) => {
    const { inbound } = (await window.duologue.stats()) ?? {};
    return inbound !== undefined && inbound.video.width > 0 && inbound.video.width <= width;
  };
  await person.page.waitForFunction(small, { timeout: 30_000, polling: 200 }, SMALL_WIDTH);
}

/** What arrives for a while, in numbers. @param {Person} person */
async function lookAt(person) {
  const stats = async () => {
    const { inbound, path } = (await window.duologue.stats()) ?? {};
    return { audio: inbound?.audio, video: inbound?.video, path };
  };
  const before = await person.page.evaluate(stats);
  await pause(LOOK);
  const { audio, video, path } = await person.page.evaluate(stats);
  const since = (/** @type {number | undefined} */ now, /** @type {number | undefined} */ then) =>
    (now ?? 0) - (then ?? 0);
  const lost = since(audio?.packetsLost, before.audio?.packetsLost);
  const came = since(audio?.packets, before.audio?.packets);
  return [
    (path?.roundTripTime ?? 0) * 1000,
    `${((100 * lost) / Math.max(1, lost + came)).toFixed(1)} %`,
    (1000 * since(video?.frames, before.video?.frames)) / LOOK,
    `${video?.width}×${video?.height}`,
    (8 * since(video?.bytes, before.video?.bytes)) / LOOK,
  ];
}
