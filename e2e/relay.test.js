import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call } from './lib/calls.js';
import { newRoom, Scene } from './lib/scene.js';

const scene = new Scene({ firefox: true });

for (const other of /** @type {const} */ (['chromium', 'firefox'])) {
  test(`a call that may only go over the relay, chromium and ${other}`, async () => {
    const room = newRoom();
    const query = 'lang=en&relay=1';
    const ann = await scene.enter(room, { query });
    const ben = await scene.enter(room, { query, browser: scene[other] });
    for (const person of [ann, ben]) {
      await person.press('Start camera');
      await person.seesThemselves();
    }
    await call(ann, ben);
    const { path } = (await ann.page.evaluate(() => window.duologue.stats())) ?? {};
    assert.equal(path?.local, 'relay');
    assert.equal(path?.remote, 'relay');
    await ben.press('Hang up');
    await ann.seesStatus('Connected');
    await call(ben, ann, 'Call again');
  });
}
