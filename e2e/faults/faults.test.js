import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { median } from '../bench/table.js';
import { talking } from '../lib/calls.js';
import { hangUp, takesPath } from '../natlab/calls.js';
import { Lab } from '../natlab/lab.js';
import { PLACES } from '../natlab/places.js';
import { writeTable } from '../natlab/report.js';
import { arrivalsAt, backAfter, flowsSince, longestGap, noteArrivals } from './arrivals.js';
import { SCENARIOS } from './scenarios.js';

/** @import {Stage} from './faults.js' */
/** @import {Arrivals} from './arrivals.js' */
/** @import {Scenario} from './scenarios.js' */

/** How often each is tried; without a number, only what `make test` has time for is, once. */
const times = Number(process.env.FAULTS ?? 1);
const isWhole = process.env.FAULTS !== undefined;

/** How long it goes well before the fault, and has to go well after it. */
const LEAD = 1000;
const STEADY = 1500;
const DEADLINE = 90_000;

/** What Chromium says of sockets that break is right, and no complaint of the page. */
const ALLOWED = /WebSocket connection to .* failed/;

/** @typedef {{picture: number, sound: number, unsaid: number, back: number}} Result in milliseconds */

const lab = new Lab();
/** @type {Map<Scenario, Result[]>} */
const results = new Map();

describe('a call outlives', () => {
  for (const scenario of SCENARIOS.filter(({ selected }) => isWhole || selected)) {
    test(`${scenario.name} (${callOf(scenario)})`, async () => {
      const seat = /** @type {const} */ ({ place: PLACES[scenario.place], browser: 'chromium' });
      await scenario.prepare(lab);
      const [ann, ben] = await lab.seat(seat, seat);
      const all = /** @type {Result[]} */ ([]);
      results.set(scenario, all);
      try {
        while (all.length < times) {
          all.push(await suffer(scenario, { lab, ann, ben }, all.length > 0));
        }
      } finally {
        await Promise.all([ann.leave(), ben.leave()]);
        if (all.length > 0) {
          console.log(words(scenario, all).join(' | ')); // the whole run may not come to its end
        }
      }
      const said = [...ann.complaints, ...ben.complaints];
      const complaints = said.filter((line) => !ALLOWED.test(line));
      assert.deepEqual(complaints, [], 'a page complained');
    });
  }
});

after(() => {
  const whole = [...results.values()].every((all) => all.length === times);
  if (isWhole && whole && results.size === SCENARIOS.length) {
    writeTable(
      'faults',
      [
        ...['fault', 'call', 'times', 'picture stood still, ms', 'worst'],
        ...['sound stood still, ms', 'worst', 'unsaid, ms', 'worst', 'all back after, ms', 'worst'],
      ],
      [...results].map(([scenario, all]) => words(scenario, all)),
    );
  }
});

/**
 * One call, what happens to it, and its end.
 *
 * @param {Scenario} scenario
 * @param {Stage} stage
 * @param {boolean} again whether these two have called before
 * @returns {Promise<Result>}
 */
async function suffer(scenario, stage, again) {
  const { ann, ben } = stage;
  await ann.press(again ? 'Call again' : 'Call');
  if (scenario.during === 'ringing') {
    await ben.findsButton('Accept');
  } else {
    await ben.press('Accept');
    await talking([ann, ben]);
  }
  await Promise.all([ann, ben].map(noteArrivals));
  await pause(LEAD);
  const repair = await scenario.fault(stage);
  const since = Date.now();
  try {
    const sides = await allIsBack(stage, since);
    await isOneCall(scenario, stage);
    await hangUp(ben, ann);
    await Promise.all([ann, ben].map((person) => person.reads('2 online')));
    return {
      picture: Math.max(...sides.map(({ picture }) => longestGap(picture))),
      sound: Math.max(...sides.map(({ sound }) => longestGap(sound))),
      unsaid: Math.max(...sides.map(({ unsaid }) => unsaid)),
      back: Math.max(
        ...sides.flatMap((side) => seriesOf(side).map((each) => backAfter(each, since))),
      ),
    };
  } finally {
    repair?.();
  }
}

/**
 * Waits until picture and sound have come in on both sides for a while.
 *
 * @param {Stage} stage
 * @param {number} since when it began to be possible
 */
async function allIsBack({ ann, ben }, since) {
  const deadline = since + DEADLINE;
  while (Date.now() < deadline) {
    const sides = await Promise.all([ann, ben].map(arrivalsAt));
    const from = Date.now() - STEADY;
    if (from > since && sides.flatMap(seriesOf).every((each) => flowsSince(each, from))) {
      return sides;
    }
    await pause(100);
  }
  const said = await Promise.all([ann, ben].map((person) => person.text('body')));
  throw new Error(`Not all was back after ${DEADLINE} ms. The pages say:\n${said.join('\n\n')}`);
}

/**
 * Both are in one and the same call, over the path that is left.
 *
 * @param {Scenario} scenario
 * @param {Stage} stage
 */
async function isOneCall(scenario, { ann, ben }) {
  await talking([ann, ben]);
  for (const person of [ann, ben]) {
    await takesPath(person, scenario.after);
    const up = await person.page.evaluate(
      () => window.peerConnections.filter((each) => each.connectionState === 'connected').length,
    );
    assert.equal(up, 1, 'not one connection');
  }
}

/** @param {Arrivals} side */
function seriesOf({ picture, sound }) {
  return [picture, sound];
}

/** @param {Scenario} scenario */
function callOf({ place }) {
  return place === 'symmetric' ? 'relayed' : 'direct';
}

/**
 * @param {Scenario} scenario
 * @param {Result[]} all
 */
function words(scenario, all) {
  const numbers = (/** @type {keyof Result} */ what) => {
    const values = all.map((each) => each[what]);
    return [median(values), Math.max(...values)];
  };
  const gaps = [...numbers('picture'), ...numbers('sound'), ...numbers('unsaid')];
  return [
    ...[scenario.name, callOf(scenario), all.length],
    ...(scenario.during === 'ringing' ? gaps.map(() => '–') : gaps),
    ...numbers('back'),
  ];
}
