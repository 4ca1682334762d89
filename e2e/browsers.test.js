import assert from 'node:assert/strict';
import { test } from 'node:test';
import { launchChromium, launchFirefox } from './lib/browsers.js';

for (const shell of [false, true]) {
  test(`Chromium${shell ? '’s shell' : ''} starts and says which it is`, async () => {
    const browser = await launchChromium({ shell });
    try {
      assert.match(await browser.version(), /Chrome\/\d+/);
    } finally {
      await browser.close();
    }
  });
}

test('Firefox starts and says which it is', async () => {
  const browser = await launchFirefox();
  try {
    assert.match(await browser.version(), /firefox\/\d+/i);
  } finally {
    await browser.close();
  }
});
