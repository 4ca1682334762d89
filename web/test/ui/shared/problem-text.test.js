import assert from 'node:assert/strict';
import { test } from 'node:test';
import { I18n } from '../../../src/i18n/i18n.js';
import { problemText, remedyText } from '../../../src/ui/shared/problem-text.js';

const ENGLISH = new I18n('en');
const PROBLEMS = /** @type {const} */ ([
  'insecure',
  'unsupported',
  'refused',
  'refused-by-system',
  'not-found',
  'busy',
  'overconstrained',
  'lost',
  'unknown',
]);
const BROWSERS = /** @type {const} */ ([
  'wechat',
  'ios',
  'android',
  'firefox',
  'chrome',
  'safari',
  'other',
]);

test('a problem names what is missing, in the language chosen', () => {
  assert.equal(problemText(ENGLISH, 'audio', 'busy'), 'Microphone in use by another app.');
  assert.equal(problemText(ENGLISH, 'both', 'refused'), 'Camera and microphone not allowed.');
  const chinese = new I18n('zh-CN');
  assert.match(problemText(chinese, 'video', 'lost'), /^摄像头/);
});

test('a remedy speaks of the menus of this browser where they are known', () => {
  assert.match(remedyText(ENGLISH, 'refused', 'safari'), /^Choose Safari → /);
  assert.match(remedyText(ENGLISH, 'refused', 'other'), /the settings of your browser/);
  assert.equal(
    remedyText(ENGLISH, 'busy', 'safari'),
    'Close the app or page that uses it, then try again.',
  );
});

test('every problem has a sentence and a remedy, in every browser', () => {
  for (const language of /** @type {const} */ (['en', 'zh-CN'])) {
    const i18n = new I18n(language);
    for (const problem of PROBLEMS) {
      const remedies = BROWSERS.map((browser) => remedyText(i18n, problem, browser));
      for (const text of [problemText(i18n, 'both', problem), ...remedies]) {
        assert.match(text, /^[^{}]+[.。]$/, problem);
      }
    }
  }
});
