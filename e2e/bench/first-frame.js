/**
 * From the click on call to the first frame of the other side, on both sides: our page against two
 * bare peer connections in one page, in turns, each alone in the browser while it is measured.
 * `node e2e/bench/first-frame.js [ROUNDS]`
 */
import { launchChromium } from '../lib/browsers.js';
import { Person } from '../lib/person.js';
import { newRoom } from '../lib/scene.js';
import { startServer } from '../lib/server.js';
import { timeCall } from '../lib/time-call.js';
import { acceptAtOnce, barePair, prepareBare } from './frame-times.js';
import { median, printTable } from './table.js';

const ROUNDS = Number(process.argv[2] ?? 15);

/** @import {Times} from '../lib/time-call.js' */

/** @typedef {{first: Times, again: Times}} Pair the first call of fresh pages, and the next one */

const server = await startServer();
const browser = await launchChromium({ args: ['--autoplay-policy=no-user-gesture-required'] });
try {
  await bareCalls(); // what only the first of all has to load
  await ourCalls();
  /** @type {{bare: Pair[], ours: Pair[]}} */
  const times = { bare: [], ours: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    times.bare.push(await bareCalls());
    times.ours.push(await ourCalls());
  }
  print(times);
} finally {
  await browser.close();
  await server.stop();
}

/** @returns {Promise<Pair>} */
async function bareCalls() {
  const person = await Person.arrive(browser);
  await person.open(`${server.url}/healthz`);
  await person.page.evaluate(prepareBare);
  const first = await person.page.evaluate(barePair);
  const again = await person.page.evaluate(barePair);
  await person.leave();
  return { first, again };
}

/**
 * Somebody joins one who waits, as every callee of the reference demo does; then calls again, and
 * it rings and is accepted at once.
 *
 * @returns {Promise<Pair>}
 */
async function ourCalls() {
  const link = `${server.url}/r/${newRoom()}?lang=en`;
  const callee = await (await Person.arrive(browser)).open(link);
  await callee.press('Start camera');
  await callee.seesThemselves();
  await callee.page.evaluate(acceptAtOnce);
  await callee.press('Wait for the other person');
  const caller = await (await Person.arrive(browser)).open(link);
  await caller.press('Start camera');
  await caller.seesThemselves();
  const first = await timeCall(caller, callee, 'Join, the other person is waiting');
  await caller.press('Hang up');
  await callee.seesStatus('Connected');
  const again = await timeCall(caller, callee, 'Call again');
  await Promise.all([caller.leave(), callee.leave()]);
  return { first, again };
}

/** @param {{bare: Pair[], ours: Pair[]}} times */
function print({ bare, ours }) {
  /** @type {(string | number)[][]} */
  const rows = [];
  for (const [which, name] of /** @type {const} */ ([
    ['first', 'first call of fresh pages, to one who waits'],
    ['again', 'next call, which rings and is accepted at once'],
  ])) {
    for (const side of /** @type {const} */ (['caller', 'callee'])) {
      const [base = 0, own = 0] = [bare, ours].map((all) =>
        median(all.map((pair) => pair[which][side])),
      );
      rows.push([`${name}, ${side}`, base, own, (own / base).toFixed(2)]);
    }
  }
  printTable([`click to first frame, median of ${ROUNDS}`, 'bare, ms', 'ours, ms', 'ratio'], rows);
}
