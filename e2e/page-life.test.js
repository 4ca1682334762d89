import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launchChromium, SLOW_CAMERA } from './lib/browsers.js';
import { call, talking } from './lib/calls.js';
import { newRoom, Scene } from './lib/scene.js';

/** @import {Browser} from 'puppeteer-core' */
/** @import {Person} from './lib/person.js' */

/**
 * What an hour takes from a page, within seconds: its seat, its place in the room, its call. The
 * session stays good for a day.
 */
const serverArgs = ['--resume-window=1s', '--ping-interval=500ms'];
/** What Chromium says of sockets that break is right, and no complaint of the page. */
const allowed = /WebSocket connection to .* failed|Page entered Back-Forward Cache/;

const scene = new Scene({ serverArgs, allowed });
/** Goes to sleep with all that runs in it. @type {Browser} */
let sleeper;
/** Has a back/forward cache. @type {Browser} */
let whole;
before(async () => {
  sleeper = await launchChromium({ args: [SLOW_CAMERA], shell: true });
  whole = await launchChromium({ args: [SLOW_CAMERA] });
});
after(() => Promise.all([sleeper.close(), whole.close()]));

/** As a computer does whose lid is closed. */
function sleep() {
  process.kill(-Number(sleeper.process()?.pid), 'SIGSTOP');
}

function wake() {
  process.kill(-Number(sleeper.process()?.pid), 'SIGCONT');
}

/** @param {Browser} [browser] Ann's */
async function twoPeople(browser = scene.chromium, query = 'lang=en') {
  const room = newRoom();
  const ann = await scene.enter(room, { browser, query });
  const ben = await scene.enter(room, { query });
  await Promise.all([ann, ben].map((person) => person.press('Start camera')));
  await Promise.all([ann, ben].map((person) => person.seesThemselves()));
  return { room, ann, ben };
}

/** @param {Person} person in the room, with one other, in no call */
async function isBackInTheRoom(person) {
  await Promise.all([person.seesStatus('Connected'), person.reads('2 online')]);
  assert.equal((await person.page.evaluate(() => window.duologue.state)).state, 'idle');
}

/** The browser goes on to hold a thawed page for hidden, where nothing can be pressed. */
async function acceptsHidden(/** @type {Person} */ person) {
  await person.seesStatus('Incoming call');
  await person.page.$$eval('button', (buttons) => {
    const nameOf = (/** @type {Element} */ each) => (each.ariaLabel ?? each.textContent)?.trim();
    buttons.find((each) => each.checkVisibility() && nameOf(each) === 'Accept')?.click();
  });
}

describe('a computer asleep for an hour', () => {
  test('with no call: the page is in the room again, and calls', async () => {
    const { ann, ben } = await twoPeople(sleeper);
    sleep();
    await ben.reads('1 online');
    wake();
    await Promise.all([isBackInTheRoom(ann), isBackInTheRoom(ben)]);
    await call(ann, ben);
  });

  test('with a call up: it is over on both sides, and the next one works', async () => {
    const { ann, ben } = await twoPeople(sleeper, 'lang=en&recoverTimeout=3');
    await call(ann, ben);
    sleep();
    await ben.reads('The connection was lost');
    wake();
    await ann.seesStatus('Connected');
    await Promise.all([ann.reads('2 online'), ben.reads('2 online')]);
    await call(ann, ben, 'Call again');
  });
});

describe('a page that the browser froze', () => {
  test('while the server was started anew is in the room again when it thaws, and calls', async () => {
    const { ann, ben } = await twoPeople();
    const thaw = await freeze(ann);
    await scene.server.stop('SIGKILL');
    await ben.seesStatus('Not connected');
    await scene.startAgain();
    await ben.seesStatus('Connected');
    await thaw();
    await Promise.all([isBackInTheRoom(ann), isBackInTheRoom(ben)]);
    await ben.press('Call');
    await acceptsHidden(ann);
    await Promise.all([ann, ben].map((person) => person.seesStatus('In a call')));
  });

  test('hears nothing of a call that was taken back before it thaws', async () => {
    const { ann, ben } = await twoPeople();
    const thaw = await freeze(ann);
    await ben.press('Call');
    await ben.seesStatus('Waiting for an answer');
    await ben.press('Cancel');
    await thaw();
    await Promise.all([ann, ben].map((person) => person.reads('2 online')));
    await ann.seesStatus('Connected');
    assert.ok(!(await ann.statuses()).some((status) => status.startsWith('Incoming')));
    await ben.press('Call');
    await acceptsHidden(ann);
    await Promise.all([ann, ben].map((person) => person.seesStatus('In a call')));
  });
});

/** @param {Person} person @returns {Promise<() => Promise<void>>} lets the page run again */
async function freeze({ page }) {
  const session = await page.createCDPSession();
  await session.send('Page.setWebLifecycleState', { state: 'frozen' });
  return async () => {
    await session.send('Page.setWebLifecycleState', { state: 'active' });
  };
}

describe('the back button', () => {
  for (const inCall of [false, true]) {
    test(`takes back a page that was left ${inCall ? 'in a call' : 'in no call'}`, async () => {
      const { ann, ben } = await twoPeople(whole);
      if (inCall) {
        await call(ann, ben);
      }
      await ann.page.evaluate(() => {
        addEventListener('pageshow', ({ persisted }) => {
          Object.assign(window, { takenBack: persisted });
        });
      });
      await ann.open(`${scene.server.url}/?lang=en`);
      await ben.reads(inCall ? 'has left' : '1 online');
      await ann.page.goBack();
      assert.equal(await ann.page.evaluate(() => Reflect.get(window, 'takenBack')), true);
      await isBackInTheRoom(ann);
      await ben.reads('2 online');
      await ann.findsButton('Start camera');
      await call(ann, ben);
    });
  }
});

describe('a tab that is duplicated', () => {
  test('in a call leaves it alone, and says that the room is full', async () => {
    const { ann, ben } = await twoPeople();
    await call(ann, ben);
    const copy = await duplicate(ann);
    await copy.waitForFunction(() => document.body.textContent?.includes('has two people already'));
    await talking([ann, ben]);
    await copy.close();
  });

  test('alone in its room is somebody else there, and the first stays who it is', async () => {
    const room = newRoom();
    const ann = await scene.enter(room);
    await ann.reads('1 online');
    const id = await ann.text('#clientInfo');
    const copy = await duplicate(ann);
    await ann.reads('2 online');
    await copy.waitForFunction(() => document.body.textContent?.includes('2 online'));
    assert.equal((await ann.text('#clientInfo')).split(' · ')[0], id.split(' · ')[0]);
    await copy.close();
    await ann.reads('1 online');
  });
});

describe('a tab that is restored while the first one is still there', () => {
  test('takes its seat, and the first one says where the call is', async () => {
    const room = newRoom();
    const ann = await scene.arrive();
    await ann.page.evaluateOnNewDocument(noteSession);
    await ann.open(scene.link(room));
    const ben = await scene.enter(room);
    await ann.reads('2 online');
    const id = await ann.text('#clientInfo');
    const restored = await ann.page.browserContext().newPage();
    const session = await ann.page.evaluate(() => Reflect.get(window, 'session'));
    await restored.evaluateOnNewDocument(
      (kept) => sessionStorage.setItem('duologue-page', kept),
      JSON.stringify({ room, page: { session }, at: Date.now() }),
    );
    await restored.goto(scene.link(room));
    await restored.reload(); // which alone may have a seat from before
    await restored.waitForFunction(() => document.body.textContent?.includes('2 online'));
    assert.equal(await restored.$eval('#clientInfo', (each) => each.textContent), id);
    await ann.reads('This call is open in another tab');
    await ben.reads('2 online');
    assert.ok(!(await ben.told()).some((said) => said.includes('left')));

    await restored.close();
    await ben.reads('1 online');
    await ann.press('Open it here');
    await ben.reads('2 online');
  });
});

/** Notes by what the server knows this page. */
function noteSession() {
  class Noted extends WebSocket {
    /** @param {ConstructorParameters<typeof WebSocket>} how */
    constructor(...how) {
      super(...how);
      this.addEventListener('message', ({ data }) => {
        const { session } = JSON.parse(data);
        Object.assign(window, session && { session });
      });
    }
  }
  window.WebSocket = Noted;
}

/** Opens the same address with what the tab remembers. @param {Person} person */
async function duplicate({ page }) {
  const opened = new Promise((resolve) => page.once('popup', resolve));
  await page.evaluate(() => void window.open(location.href));
  return /** @type {Promise<import('puppeteer-core').Page>} */ (opened);
}
