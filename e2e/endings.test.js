import assert from 'node:assert/strict';
import { test } from 'node:test';
import { launchChromium } from './lib/browsers.js';
import { call, talking, twoPeople } from './lib/calls.js';
import { newRoom, Scene } from './lib/scene.js';

const scene = new Scene();

test('one side reloads in a call: both find themselves back in it', async () => {
  const [ann, ben] = await twoPeople(scene, newRoom());
  await call(ann, ben);
  await ann.press('Mute');
  await ben.reads('The other person is muted');
  await ann.page.reload();
  await Promise.all([ann.seesStatus('In a call'), ben.seesStatus('In a call')]);
  await Promise.all([ann.seesTheOther(), ann.hearsTheOther(), ben.seesTheOther()]);
  await ben.reads('The other person is muted');
  await ann.press('Unmute');
  await talking([ann, ben]);
});

test('one side closes its page in a call: the other is told, and stays', async () => {
  const room = newRoom();
  const [ann, ben] = await twoPeople(scene, room);
  await call(ann, ben);
  await ann.leave();
  await ben.seesStatus('Connected');
  await ben.reads('1 online');
  const cem = await scene.enter(room);
  await cem.press('Start camera');
  await call(cem, ben);
});

test('the caller closes its page while it rings: the ringing stops', async () => {
  const [ann, ben] = await twoPeople(scene, newRoom());
  await ann.press('Call');
  await ben.findsButton('Accept');
  await ann.leave();
  await ben.reads('Missed call from the other person');
});

test('the callee closes its page while it rings: the caller is told', async () => {
  const [ann, ben] = await twoPeople(scene, newRoom());
  await ann.press('Call');
  await ben.findsButton('Accept');
  await ben.leave();
  await ann.seesStatus('Connected');
  await ann.reads('The other person has left');
});

test('the browser of one side dies in a call: the other gives up in time', async () => {
  const room = newRoom();
  const ann = await scene.enter(room, { query: 'lang=en&recoverTimeout=2' });
  const browser = await launchChromium({ shell: true });
  try {
    const ben = await scene.enter(room, { browser });
    await ann.press('Start camera');
    await ben.press('Start camera');
    await call(ann, ben);
    ben.isGone = true;
    killAtOnce(browser);
    await ann.seesStatus('Reconnecting...');
    await ann.reads('The connection was lost');
    await ann.seesStatus('Connected');
    await ann.reads('1 online');
  } finally {
    await browser.close();
  }
});

test('the page goes to the start screen and back: the call is over, and another begins', async () => {
  const room = newRoom();
  const [ann, ben] = await twoPeople(scene, room);
  await call(ann, ben);
  await ann.page.goto(`${scene.server.url}/?lang=en`);
  await ben.seesStatus('Connected');
  await ann.page.goBack();
  await ann.seesStatus('Connected');
  await ben.reads('2 online');
  await ann.press('Call');
  await ben.press('Accept');
  await talking([ann, ben]);
});

/**
 * Kills a browser with all its processes at the same moment, so that none can say goodbye.
 *
 * @param {import('puppeteer-core').Browser} browser which leads a process group
 */
function killAtOnce(browser) {
  const pid = browser.process()?.pid;
  assert.ok(pid);
  process.kill(-pid, 'SIGKILL');
}
