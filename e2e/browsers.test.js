import assert from 'node:assert/strict';
import { test } from 'node:test';
import { launchChromium, launchFirefox } from './lib/browsers.js';

test('Chromium starts and says which it is', async () => {
  const browser = await launchChromium();
  try {
    assert.match(await browser.version(), /Chrome\/\d+/);
  } finally {
    await browser.close();
  }
});

test('Firefox starts and says which it is', async () => {
  const browser = await launchFirefox();
  try {
    assert.match(await browser.version(), /firefox\/\d+/i);
  } finally {
    await browser.close();
  }
});
