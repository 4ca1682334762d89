import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call } from './lib/calls.js';
import { newRoom, Scene } from './lib/scene.js';

const scene = new Scene({ chromiumArgs: ['--ignore-certificate-errors'] });

test('a call over https and wss, on the same port', async () => {
  const room = newRoom();
  const link = `${scene.server.secureUrl}/r/${room}?lang=en`;
  const ann = await (await scene.arrive()).open(link);
  const ben = await (await scene.arrive()).open(link);
  for (const person of [ann, ben]) {
    assert.equal(await person.page.evaluate(() => isSecureContext), true);
    await person.press('Start camera');
  }
  await call(ann, ben);
  await ann.press('Hang up');
  await ben.seesStatus('Connected');
});

test('one side by https, the other by http on the computer itself', async () => {
  const room = newRoom();
  const ann = await (await scene.arrive()).open(`${scene.server.secureUrl}/r/${room}?lang=en`);
  const ben = await scene.enter(room);
  await ann.press('Start camera');
  await ben.press('Start camera');
  await call(ben, ann);
});
