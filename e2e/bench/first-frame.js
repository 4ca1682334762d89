/**
 * From the click on call to the first frame of the other side, on both sides: our page against two
 * bare peer connections in one page, in turns. `node e2e/bench/first-frame.js [ROUNDS]`
 */
import { launchChromium } from '../lib/browsers.js';
import { Person } from '../lib/person.js';
import { newRoom } from '../lib/scene.js';
import { startServer } from '../lib/server.js';
import { barePair, clickAndTime, firstFrame, prepareBare } from './frame-times.js';
import { median, printTable } from './table.js';

const ROUNDS = Number(process.argv[2] ?? 15);
/** The first calls of a browser load what later ones have. */
const WARM_UP = 2;

/** @typedef {{caller: number, callee: number}} Times in milliseconds */

const server = await startServer();
const browser = await launchChromium({ args: ['--autoplay-policy=no-user-gesture-required'] });
try {
  const bare = await browser.newPage();
  await bare.goto(`${server.url}/healthz`);
  await bare.evaluate(prepareBare);
  const callers = await twoPeople();
  /** @type {Record<'bare' | 'rings' | 'joins', Times[]>} */
  const times = { bare: [], rings: [], joins: [] };
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    const results = {
      bare: await bare.evaluate(barePair),
      rings: await ringing(callers),
      joins: await joining(),
    };
    if (round >= 0) {
      times.bare.push(results.bare);
      times.rings.push(results.rings);
      times.joins.push(results.joins);
    }
  }
  print(times);
} finally {
  await browser.close();
  await server.stop();
}

/** Two people in a room, cameras on; the second one accepts every call as soon as it rings. */
async function twoPeople() {
  const link = `${server.url}/r/${newRoom()}?lang=en`;
  const caller = await (await Person.arrive(browser)).open(link);
  const callee = await (await Person.arrive(browser)).open(link);
  for (const person of [caller, callee]) {
    await person.press('Start camera');
    await person.seesThemselves();
  }
  await callee.page.evaluate(() => {
    new MutationObserver(() => {
      const accept = document.querySelector('ring-panel:not([hidden]) button:has(.good)');
      if (accept instanceof HTMLElement && accept.checkVisibility()) {
        accept.click();
      }
    }).observe(document.body, { subtree: true, attributes: true, attributeFilter: ['hidden'] });
  });
  return { caller, callee };
}

/**
 * A call that rings, and is accepted at once.
 *
 * @param {{caller: Person, callee: Person}} both
 * @returns {Promise<Times>}
 */
async function ringing({ caller, callee }) {
  const again = (await caller.statuses()).includes('In a call');
  const button = await caller.findsButton(again ? 'Call again' : 'Call');
  const times = await timeCall(caller, callee, button);
  await caller.press('Hang up');
  await callee.seesStatus('Connected');
  return times;
}

/**
 * A call to somebody who waits, as every callee of the reference demo does.
 *
 * @returns {Promise<Times>}
 */
async function joining() {
  const link = `${server.url}/r/${newRoom()}?lang=en`;
  const callee = await (await Person.arrive(browser)).open(link);
  await callee.press('Start camera');
  await callee.seesThemselves();
  await callee.press('Wait for the other side');
  const caller = await (await Person.arrive(browser)).open(link);
  await caller.press('Start camera');
  await caller.seesThemselves();
  const times = await timeCall(
    caller,
    callee,
    await caller.findsButton('Join, the other side is waiting'),
  );
  await Promise.all([caller.leave(), callee.leave()]);
  return times;
}

/**
 * @param {Person} caller
 * @param {Person} callee
 * @param {Awaited<ReturnType<Person['findsButton']>>} button
 */
async function timeCall(caller, callee, button) {
  const calleeFrame = callee.page.evaluate(firstFrame, '#remoteVideo');
  const callerFrame = caller.page.evaluate(firstFrame, '#remoteVideo');
  const clicked = await /** @type {NonNullable<typeof button>} */ (button).evaluate(clickAndTime);
  return { caller: (await callerFrame) - clicked, callee: (await calleeFrame) - clicked };
}

/** @param {Record<'bare' | 'rings' | 'joins', Times[]>} times */
function print({ bare, rings, joins }) {
  /** @param {Times[]} all */
  const medians = (all) => ({
    caller: median(all.map(({ caller }) => caller)),
    callee: median(all.map(({ callee }) => callee)),
  });
  const base = medians(bare);
  const rows = [['two bare peer connections', base.caller, base.callee, '']];
  for (const [name, all] of /** @type {const} */ ([
    ['our page, the other side waits', joins],
    ['our page, it rings and is accepted at once', rings],
  ])) {
    const { caller, callee } = medians(all);
    const ratios = [caller / base.caller, callee / base.callee].map((ratio) => ratio.toFixed(2));
    rows.push([name, caller, callee, ratios.join(' and ')]);
  }
  printTable([`median of ${ROUNDS}`, 'caller, ms', 'callee, ms', 'ratio'], rows);
}
