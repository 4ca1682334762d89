import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { en } from '../web/src/i18n/en.js';
import { call, talking, twoPeople } from './lib/calls.js';
import { newRoom, Scene } from './lib/scene.js';
import { walkThroughScreens } from './lib/screens.js';

/** @import {Person} from './lib/person.js' */
/** @import {Language} from './lib/screens.js' */

const AXE = await readFile(new URL('../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const KEYS = Object.keys(en);
/** What is the same in every language: ids, names of products, devices and languages. */
const NAMES =
  /\b[0-9a-f]{4}\b|k3vm-\S+|[Ff]ake[ _](device_\d|.+put( \d)?)|中文|简体中文|语言|English|Language|Duologue|Safari|Chrome|Edge|Firefox|WeChat|QQ|WebRTC|https?|Offer|Answer|ICE|ID|Esc/gu;
/** What Chromium says of sockets that break is right, and no complaint of the page. */
const scene = new Scene({ allowed: /WebSocket connection to .* failed/ });

for (const [device, viewport, theme, language] of /** @type {const} */ ([
  ['computer', { width: 1440, height: 900 }, 'dark', 'en'],
  ['phone', { width: 390, height: 844, isMobile: true, hasTouch: true }, 'light', 'zh-CN'],
])) {
  // Besides, no page may complain, be it of its own policy: the scene looks after that.
  test(`every screen on a ${device}, ${theme}, ${language}: for all, and in one language`, async () => {
    /** @type {Record<string, string[]>} */
    const found = {};
    /** @type {Person[]} */
    const people = [];
    await walkThroughScreens({
      url: scene.server.url,
      language,
      arrive: async () => {
        const person = await scene.arrive(undefined, viewport);
        await person.page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
        people.push(person);
        return person;
      },
      look: async (screen, person) => {
        const faults = [
          ...(await examine(person)),
          ...(await foreignTexts(person, screen, language)),
        ];
        if (faults.length > 0) {
          found[screen] = faults;
        }
      },
    });
    assert.deepEqual(found, {});
    assert.deepEqual(requestsElsewhere(people), []);
  });
}

/** Windows, and whether the panel stands beside the picture there. */
const WINDOWS = /** @type {const} */ ([
  ['computer', { width: 1280, height: 800 }],
  ['computer at 200 %', { width: 640, height: 400, deviceScaleFactor: 2 }],
  ['phone', { width: 390, height: 844, isMobile: true, hasTouch: true }],
  ['small phone', { width: 320, height: 568, isMobile: true, hasTouch: true }],
  ['phone on its side', { width: 844, height: 390, isMobile: true, hasTouch: true }],
  ['small phone on its side', { width: 568, height: 320, isMobile: true, hasTouch: true }],
]);

/** Those in which a panel looks different. */
const EXAMINED = ['computer', 'small phone', 'phone on its side'];

test('in every window the panels cover neither the controls nor the other person', async () => {
  const [ann, ben] = await twoPeople(scene, newRoom());
  await call(ann, ben);
  for (const [name, viewport] of WINDOWS) {
    await ann.page.setViewport(viewport);
    for (const item of ['Settings', 'Connection log', 'Keyboard shortcuts']) {
      await ann.press('More');
      await ann.choose(item);
      await ann.findsButton('Close');
      const covered = await ann.page.evaluate(coveredByPanel);
      assert.deepEqual(covered, [], `${item} on a ${name}`);
      if (EXAMINED.includes(name)) {
        assert.deepEqual(await examine(ann), [], `${item} on a ${name}`);
      }
      await ann.press('Close');
    }
    await ann.findsButton('Hang up');
    assert.equal(await ann.page.evaluate(isScrolledSideways), false, name);
  }
});

test('one touch on controls that are hidden brings them back, and presses none of them', async () => {
  const [ann, ben] = await twoPeople(scene, newRoom());
  await ann.page.setViewport({ width: 390, height: 844, isMobile: true, hasTouch: true });
  await call(ann, ben);
  const button = await ann.findsButton('Hang up');
  const point = await button?.clickablePoint();
  assert.ok(point);
  await ann.letsTheHandRest();
  await ann.page.touchscreen.tap(point.x, point.y);
  await ann.findsButton('Hang up');
  await talking([ann, ben]);
  await ann.page.touchscreen.tap(point.x, point.y);
  await ben.reads('The other person hung up.');
});

test('one click of a mouse that lay still likewise', async () => {
  const [ann, ben] = await twoPeople(scene, newRoom());
  await call(ann, ben);
  await ann.letsTheHandRest();
  await ann.page.mouse.down();
  await ann.page.mouse.up();
  await ann.findsButton('Hang up');
  await talking([ann, ben]);
});

test('forced colours keep “hang up” and what is off in sight', async () => {
  const [ann, ben] = await twoPeople(scene, newRoom());
  const session = await ann.page.createCDPSession();
  const features = [{ name: 'forced-colors', value: 'active' }];
  await session.send('Emulation.setEmulatedMedia', { features });
  await call(ann, ben);
  await ann.press('Mute');
  await ann.findsButton('Unmute');
  const seen = await ann.page.evaluate(() => ({
    hangUp: getComputedStyle(/** @type {Element} */ (document.querySelector('.danger.round')))
      .backgroundColor,
    off: getComputedStyle(/** @type {Element} */ (document.querySelector('control-bar .off')))
      .outlineStyle,
  }));
  assert.deepEqual(seen, { hangUp: 'rgb(201, 58, 43)', off: 'dashed' });
});

test('without a server the room says so, and promises nothing', async () => {
  const [ann, ben] = [await scene.enter(newRoom()), await scene.enter(newRoom())];
  await ann.reads(en['room.alone-lead']);
  await ben.press('Wait for the other person');
  await ben.reads(en['room.waiting-lead']);
  await scene.server.stop('SIGKILL');
  await ann.reads(en['room.no-server']);
  await ann.readsNoMore(en['room.alone-lead']);
  await ben.reads(en['room.no-server-waiting-lead']);
  await ben.press('Stop waiting');
  await ben.reads(en['room.no-server-lead']);
  await scene.startAgain();
  await Promise.all([ann.reads(en['room.alone-lead']), ben.reads(en['room.alone-lead'])]);
});

/** Which controls and pictures lie under the open panel. @returns {string[]} */
function coveredByPanel() {
  const box = (/** @type {string} */ selector) => {
    const { left, right, top, bottom } = /** @type {Element} */ (
      document.querySelector(selector)
    ).getBoundingClientRect();
    return { left, right, top, bottom };
  };
  const panel = box('side-panel');
  return ['control-bar .danger', 'control-bar', '#remoteVideo'].filter((selector) => {
    const { left, right, top, bottom } = box(selector);
    const overlaps =
      left < panel.right && right > panel.left && top < panel.bottom && bottom > panel.top;
    const outside = left < 0 || top < 0 || right > innerWidth || bottom > innerHeight;
    return overlaps || outside || right - left < 40 || bottom - top < 40;
  });
}

function isScrolledSideways() {
  return document.documentElement.scrollWidth > innerWidth;
}

/**
 * What axe finds on the screen once it stands still, one line each.
 *
 * @param {Person} person
 * @returns {Promise<string[]>}
 */
async function examine(person) {
  await person.page.evaluate(AXE);
  return person.page.evaluate(async () => {
    // What fades has other colours on its way; what never ends is no transition.
    const fading = document.getAnimations().filter((it) => it instanceof CSSTransition);
    await Promise.allSettled(fading.map((transition) => transition.finished));
    const { violations } = await /** @type {any} */ (window).axe.run(document);
    return violations.flatMap((/** @type {any} */ { id, nodes }) =>
      nodes.map(
        (/** @type {any} */ { target, failureSummary }) => `${id} (${target}): ${failureSummary}`,
      ),
    );
  });
}

/**
 * What is in no language or in another one.
 *
 * @param {Person} person
 * @param {string} screen
 * @param {Language} language
 */
async function foreignTexts({ page }, screen, language) {
  // One page is in both languages, and the log says what browsers and servers said.
  if (screen === 'not-found' || screen.endsWith('-log')) {
    return [];
  }
  const html = await page.evaluate(() => document.documentElement.lang);
  const lines = await page.evaluate(readEverything);
  const faults = lines.filter((line) => isForeign(line, language));
  return html === language ? faults : [`lang is ${html}`, ...faults];
}

/**
 * @param {string} line
 * @param {Language} language
 */
function isForeign(line, language) {
  if (KEYS.includes(line) || /\{\w+\}|undefined|\[object/.test(line)) {
    return true;
  }
  const rest = line.replaceAll(NAMES, '');
  return language === 'en' ? /\p{Script=Han}/u.test(rest) : /[A-Za-z]{2}/.test(rest);
}

/** @param {Person[]} people */
function requestsElsewhere(people) {
  const { host } = new URL(scene.server.url);
  const urls = people.flatMap((person) => person.requests).map((url) => new URL(url));
  return urls.filter((url) => url.protocol !== 'blob:' && url.host !== host).map(String);
}

/** Every text on the screen, and every name and hint that is not written out, as lines. */
function readEverything() {
  const lines = window.visibleText().split('\n');
  for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')) {
    if (element.checkVisibility()) {
      for (const attribute of ['aria-label', 'title', 'placeholder', 'alt']) {
        lines.push(element.getAttribute(attribute) ?? '');
      }
    }
  }
  return lines.map((line) => line.trim()).filter((line) => line !== '');
}
