import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserKind } from '../../../src/ui/shared/browser-kind.js';

for (const [kind, agent] of [
  ['chrome', 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36'],
  [
    'android',
    'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36',
  ],
  ['firefox', 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'],
  ['safari', 'Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 Version/26.0 Safari/605.1.15'],
  [
    'ios',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 26_0) AppleWebKit/605.1.15 Version/26.0 Safari/604.1',
  ],
  ['wechat', 'Mozilla/5.0 (iPhone; CPU iPhone OS 26_0) AppleWebKit/605.1.15 MicroMessenger/8.0'],
  ['other', 'curl/8'],
]) {
  test(`${kind} is known by its name`, () => assert.equal(browserKind(String(agent)), kind));
}
