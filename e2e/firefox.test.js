import { test } from 'node:test';
import { call, talking } from './lib/calls.js';
import { newRoom, Scene } from './lib/scene.js';

/** @import {Person} from './lib/person.js' */

const scene = new Scene({ firefox: true });

test('hanging up and calling again five times, in all four ways', async () => {
  const [ann, ben] = await chromiumAndFirefox();
  await call(ann, ben);
  for (const [ender, caller] of [
    [ann, ann],
    [ben, ben],
    [ann, ben],
    [ben, ann],
    [ben, ben],
  ]) {
    await ender?.press('Hang up');
    await Promise.all([ann.seesStatus('Connected'), ben.seesStatus('Connected')]);
    await caller?.press('Call again');
    await (caller === ann ? ben : ann).press('Accept');
    await talking([ann, ben]);
  }
});

test('Firefox declines, and Chromium does', async () => {
  const [ann, ben] = await chromiumAndFirefox();
  await ann.press('Call');
  await ben.press('Decline');
  await ann.reads('The other person declined the call');
  await ben.press('Call');
  await ann.press('Decline');
  await ben.reads('The other person declined the call');
});

test('Firefox accepts without video, and its camera follows', async () => {
  const [ann, ben] = await chromiumAndFirefox();
  await ann.press('Call');
  await ben.press('Accept without video');
  await Promise.all([ann.hearsTheOther(), ben.hearsTheOther(), ben.seesTheOther()]);
  await ann.reads('The other person has the camera off');
  await ben.press('Turn camera on');
  await ann.seesTheOther();
});

test('Chromium accepts a call of Firefox without video, and its camera follows', async () => {
  const [ann, ben] = await chromiumAndFirefox();
  await ben.press('Call');
  await ann.press('Accept without video');
  await Promise.all([ann.hearsTheOther(), ben.hearsTheOther(), ann.seesTheOther()]);
  await ann.press('Turn camera on');
  await ben.seesTheOther();
});

test('Firefox reloads in a call: both find themselves back in it', async () => {
  const [ann, ben] = await chromiumAndFirefox();
  await call(ann, ben);
  await ben.page.reload();
  await Promise.all([ann.seesStatus('In a call'), ben.seesStatus('In a call')]);
  await talking([ann, ben]);
});

test('two Firefoxes', async () => {
  const room = newRoom();
  const ann = await scene.enter(room, { browser: scene.firefox });
  const ben = await scene.enter(room, { browser: scene.firefox });
  await ann.press('Start camera');
  await ben.press('Start camera');
  await call(ann, ben);
});

/** @returns {Promise<[Person, Person]>} with their cameras on */
async function chromiumAndFirefox() {
  const room = newRoom();
  const ann = await scene.enter(room);
  const ben = await scene.enter(room, { browser: scene.firefox });
  for (const person of [ann, ben]) {
    await person.press('Start camera');
    await person.seesThemselves();
  }
  return [ann, ben];
}
