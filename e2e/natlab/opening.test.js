import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { median } from '../bench/table.js';
import { newRoom } from '../lib/scene.js';
import { delay } from './conditions.js';
import { Lab } from './lab.js';
import { PLACES } from './places.js';
import { isWhole, writeTable } from './report.js';

/** One way, in milliseconds; the first visit of fresh browsers that know nothing of the server. */
const DELAYS = isWhole ? [0, 50, 150, 300] : [150];
const TIMES = isWhole ? 7 : 1;

const lab = new Lab();
/** @type {(string | number)[][]} */
const rows = [];

for (const ms of DELAYS) {
  test(`a room is opened from ${ms} ms away, and whoever waits in it can be called`, async () => {
    const end = ms === 0 ? () => {} : await delay(ms)(lab.network);
    try {
      const times = /** @type {Window['openingTimes'][]} */ ([]);
      while (times.length < TIMES) {
        times.push(await open());
      }
      const of = (/** @type {keyof Window['openingTimes']} */ what) =>
        median(times.map((each) => each[what]));
      rows.push([`${ms} ms`, of('painted'), of('welcome'), of('usable')]);
      console.log(rows.at(-1)?.join(' | '));
    } finally {
      end();
    }
  });
}

after(() => {
  if (isWhole && rows.length === DELAYS.length) {
    writeTable(
      'natlab: opening',
      ['one way', 'first paint, ms', 'connected to the server, ms', '*Call* can be pressed, ms'],
      rows,
    );
  }
});

/** Somebody waits, and somebody else opens the link. */
async function open() {
  const room = newRoom();
  const ann = await lab.arrive({ place: PLACES.public, browser: 'chromium' }, 1, room);
  const ben = await lab.arrive({ place: PLACES.public, browser: 'chromium' }, 2, room, noteTimes);
  try {
    await ben.findsButton('Call');
    const times = await ben.page.evaluate(() => window.openingTimes);
    assert.ok(times.usable >= times.painted, 'nothing was painted before');
    return times;
  } finally {
    await Promise.all([ann.leave(), ben.leave()]);
  }
}

/** Notes in a page that has just begun what comes when, in milliseconds from the navigation on. */
function noteTimes() {
  const times = { painted: 0, welcome: 0, usable: 0 };
  window.openingTimes = times;
  const Real = WebSocket;
  window.WebSocket = class extends Real {
    /** @param {string | URL} url @param {string | string[]} [protocols] */
    constructor(url, protocols) {
      super(url, protocols);
      this.addEventListener('message', () => (times.welcome ||= performance.now()));
    }
  };
  new PerformanceObserver((list) => {
    const paint = list.getEntriesByName('first-contentful-paint')[0];
    times.painted ||= paint?.startTime ?? 0;
  }).observe({ type: 'paint', buffered: true });
  const look = () => {
    const button = /** @type {HTMLButtonElement | null} */ (document.querySelector('#callButton'));
    if (button && !button.disabled && button.checkVisibility()) {
      times.usable = performance.now();
    } else {
      requestAnimationFrame(look);
    }
  };
  look();
}
