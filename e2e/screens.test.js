import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { en } from '../web/src/i18n/en.js';
import { Scene } from './lib/scene.js';
import { walkThroughScreens } from './lib/screens.js';

/** @import {Person} from './lib/person.js' */
/** @import {Language} from './lib/screens.js' */

const AXE = await readFile(new URL('../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const KEYS = Object.keys(en);
/** What is the same in every language: ids, names of products, devices and languages. */
const NAMES =
  /\b[0-9a-f]{4}\b|k3vm-\S+|[Ff]ake[ _](device_\d|.+put( \d)?)|中文|简体中文|语言|English|Language|Duologue|Safari|Chrome|Edge|Firefox|WeChat|QQ|WebRTC|https?|Offer|Answer|ICE|ID|Esc/gu;
const scene = new Scene();

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
