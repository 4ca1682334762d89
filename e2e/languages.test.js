import assert from 'node:assert/strict';
import { test } from 'node:test';
import { en } from '../web/src/i18n/en.js';
import { zhCN } from '../web/src/i18n/zh-CN.js';
import { newRoom, Scene } from './lib/scene.js';
import { walkThroughScreens } from './lib/screens.js';

const scene = new Scene();
const KEYS = Object.keys(en);
/** The names of languages are written in themselves; the rest has no language. */
const LATIN_IN_CHINESE =
  /Duologue|English|WebRTC|Safari|Chrome|Edge|Firefox|https?|WeChat|QQ|Offer|Answer|ICE|ID|Esc|TURN|STUN|k3vm-9xqa-t2hd(-w7pe)?/g;

test('both languages say the same things', () => {
  assert.deepEqual(Object.keys(zhCN), KEYS);
});

for (const language of /** @type {const} */ (['en', 'zh-CN'])) {
  test(`no screen shows a key or another language, in ${language}`, async () => {
    /** @type {Record<string, string[]>} */
    const found = {};
    await walkThroughScreens({
      url: scene.server.url,
      language,
      arrive: () => scene.arrive(),
      look: async (screen, { page }) => {
        const html = await page.evaluate(() => document.documentElement.lang);
        const faults = html === language || screen === 'not-found' ? [] : [`lang is ${html}`];
        // The log says what browsers and servers said.
        for (const line of screen.endsWith('-log') ? [] : await page.evaluate(readEverything)) {
          if (KEYS.includes(line) || /\{\w+\}|undefined|\[object/.test(line)) {
            faults.push(line);
          }
          if (language === 'zh-CN' && /[A-Za-z]{2}/.test(line.replaceAll(LATIN_IN_CHINESE, ''))) {
            faults.push(line);
          }
          if (language === 'en' && /\p{Script=Han}/u.test(line.replace('中文', ''))) {
            faults.push(line);
          }
        }
        if (faults.length > 0) {
          found[screen] = faults;
        }
      },
    });
    assert.deepEqual(found, {});
  });
}

test('the language of the browser is the first choice', async () => {
  const person = await scene.arrive();
  await person.page.evaluateOnNewDocument(() => {
    Object.defineProperty(navigator, 'languages', { value: ['de-DE', 'zh-TW', 'en'] });
  });
  await person.open(`${scene.server.url}/`);
  await person.findsButton('发起通话');
});

test('a language that was switched to is remembered', async () => {
  const person = await scene.enter(newRoom(), { query: '' });
  await person.seesStatus('Connected');
  await person.press('中文');
  await person.seesStatus('已连接');
  await person.findsButton('开启摄像头');
  await person.page.reload();
  await person.seesStatus('已连接');
  await person.open(`${scene.server.url}/`);
  await person.findsButton('发起通话');
  await person.press('English');
  await person.findsButton('Start a call');
});

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
