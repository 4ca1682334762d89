import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { call, talking, twoPeople } from './lib/calls.js';
import { newRoom, Scene } from './lib/scene.js';

/** @import {Person} from './lib/person.js' */

/** Longer than a seat is kept for a page that its browser put aside. */
const FROZEN = 8000;

/** What Chromium says of the WebSocket of a page that it freezes. */
const scene = new Scene({ allowed: /Page entered Back-Forward Cache/, window: true });

test('a page that the system froze in a call is in it still when it thaws', async () => {
  const [ann, ben] = await twoPeople(scene, newRoom());
  await call(ann, ben);
  const session = await ann.page.createCDPSession();
  await session.send('Page.setWebLifecycleState', { state: 'frozen' });
  await pause(FROZEN);
  await ben.seesStatus('In a call');
  await session.send('Page.setWebLifecycleState', { state: 'active' });
  await talking([ann, ben]);
  // The browser goes on to hold the page for hidden, where nothing can be pressed.
  await ann.page.$eval('[aria-label="Mute"]', (button) => /** @type {any} */ (button).click());
  await ben.reads('The other person is muted');
});

test('a microphone that the system took comes back with one tap', async () => {
  const [ann, ben] = await twoPeople(scene, newRoom());
  await call(ann, ben);
  await takeMicrophone(ann);
  await ann.isTold(' was disconnected.');
  await ben.reads('The other person is muted');
  await ben.hearsTheOtherNoMore();
  await giveBack(ann);
  await ann.press('Try again', { within: '.notice' });
  await ben.hearsTheOther();
  await talking([ann, ben]);
});

test('the screen stays awake for as long as a call is up', async () => {
  const [ann, ben] = await twoPeople(scene, newRoom());
  await ann.page.evaluate(watchWakeLocks);
  await call(ann, ben);
  await holdsWakeLock(ann, true);
  await ann.page.evaluate(loseWakeLock);
  await holdsWakeLock(ann, false);
  await ann.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await holdsWakeLock(ann, true);
  await ann.press('Hang up');
  await holdsWakeLock(ann, false);
});

/** As iOS does for a telephone call: the track ends, and the microphone is not to be had. */
function takeMicrophone(/** @type {Person} */ person) {
  return person.page.$eval('#localVideo', (video) => {
    const { mediaDevices } = navigator;
    mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotReadableError'));
    const [track] = /** @type {any} */ (video).srcObject.getAudioTracks();
    track.stop();
    track.dispatchEvent(new Event('ended'));
  });
}

function giveBack(/** @type {Person} */ person) {
  return person.page.evaluate(() => Reflect.deleteProperty(navigator.mediaDevices, 'getUserMedia'));
}

/** As a browser does when its page is put behind another one; then the page is in front again. */
function loseWakeLock() {
  const { wakeLock } = /** @type {{wakeLock?: WakeLockSentinel}} */ (window);
  return wakeLock?.release();
}

function watchWakeLocks() {
  const { wakeLock } = navigator;
  const request = wakeLock.request.bind(wakeLock);
  wakeLock.request = async (type) => {
    const lock = await request(type);
    Object.assign(window, { wakeLock: lock });
    return lock;
  };
}

/**
 * Waits until the page holds the screen awake, or has held it and does not any more.
 *
 * @param {Person} person
 * @param {boolean} held
 */
async function holdsWakeLock(person, held) {
  await person.page.waitForFunction(
    (/** @type {boolean} */ wanted) => {
      const { wakeLock } = /** @type {{wakeLock?: WakeLockSentinel}} */ (window);
      return wakeLock && wakeLock.released !== wanted;
    },
    { polling: 50 },
    held,
  );
}
