import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { en } from '../web/src/i18n/en.js';
import { I18n } from '../web/src/i18n/i18n.js';
import { launchChromium } from './lib/browsers.js';
import { call, talking, twoPeople } from './lib/calls.js';
import { allows, enterWithHeldMedia, hasOpen, wasAsked } from './lib/held-media.js';
import { newRoom, Scene } from './lib/scene.js';

/** @import {Browser} from 'puppeteer-core' */
/** @import {Person} from './lib/person.js' */

const chromiumArgs = ['--use-fake-device-for-media-stream=device-count=3'];
const scene = new Scene({ chromiumArgs });
/** Has a list of speakers. @type {Browser} */
let whole;
before(async () => {
  whole = await launchChromium({ args: chromiumArgs });
});
after(() => whole.close());

const words = new I18n('en');
const MUTED = words.text('call.peer-muted', { name: en['call.other-start'] });
const CAMERA_OFF = words.text('call.peer-camera-off', { name: en['call.other-start'] });

test('a camera that is allowed after “Accept without video” never sends a frame', async () => {
  const room = newRoom();
  const ann = await enterWithHeldMedia(scene, room, { held: true });
  const ben = await scene.enter(room);
  await ann.press('Start camera');
  await wasAsked(ann, 1);
  await ben.press('Start camera');
  await ben.seesThemselves();
  await ben.press('Call');
  await ann.press('Accept without video');
  await Promise.all([ann.seesStatus('In a call'), ben.seesStatus('In a call')]);
  await allows(ann);
  await ben.hearsTheOther();
  await hasOpen(ann, 'audio');
  assert.equal(await sendsVideo(ann), false);
  assert.equal((await ben.page.evaluate(() => window.arrived())).frames, 0);
  await ben.reads(CAMERA_OFF);
  // Nothing is broken by it: the camera comes on when it is wanted.
  await ann.page.keyboard.press('v');
  await ben.seesTheOther();
});

test('a microphone that is muted while another one is opened stays muted', async () => {
  const [ann, ben] = await twoInACall();
  await ann.page.evaluate(() => {
    window.media.held = true;
  });
  await movesThePointer(ann);
  await ann.press('More');
  await ann.choose('Settings');
  const other = await ann.page.$eval('#choose-microphone', (select) => {
    const { options, selectedIndex } = /** @type {HTMLSelectElement} */ (select);
    return [...options].find(({ index }) => index > 0 && index !== selectedIndex)?.value ?? '';
  });
  await ann.page.select('#choose-microphone', other);
  await wasAsked(ann, 2);
  await movesThePointer(ann);
  await ann.press('Mute');
  await allows(ann);
  await ann.page.waitForFunction(
    (id) => window.media.tracks.some((track) => track.getSettings().deviceId === id),
    {},
    other,
  );
  await hasOpen(ann, 'audio video');
  await ben.reads(MUTED);
  await ben.hearsTheOtherNoMore();
  await movesThePointer(ann);
  await ann.press('Unmute');
  await ben.readsNoMore(MUTED);
  await ben.hearsTheOther();
});

test('a camera that the system takes is said on both sides, and so is its return', async () => {
  const [ann, ben] = await twoPeople(scene, newRoom());
  await call(ann, ben);
  for (const [type, here, there] of /** @type {const} */ ([
    ['mute', en['device.interrupted-camera'], 'reads'],
    ['unmute', en['device.resumed-camera'], 'readsNoMore'],
  ])) {
    await ann.page.$eval(
      '#localVideo',
      (video, event) => {
        const { srcObject } = /** @type {HTMLVideoElement} */ (video);
        const [camera] = /** @type {MediaStream} */ (srcObject).getVideoTracks();
        camera?.dispatchEvent(new Event(event));
      },
      type,
    );
    await ann.reads(here);
    await ben[there](CAMERA_OFF);
  }
  await talking([ann, ben]);
});

test('after the end of a call no device is open, not even one that was asked for late', async () => {
  const [ann, ben] = await twoInACall();
  await ann.page.keyboard.press('v');
  await hasOpen(ann, 'audio');
  await ann.page.evaluate(() => {
    window.media.held = true;
  });
  await ann.page.keyboard.press('v');
  await wasAsked(ann, 2);
  await movesThePointer(ben);
  await ben.press('Hang up');
  await ann.findsButton('Call again');
  await hasOpen(ann, '');
  await allows(ann);
  await ann.page.waitForFunction(() => window.media.tracks.length === 3);
  await hasOpen(ann, '');
  await ann.press('Call again');
  await ben.press('Accept');
  await talking([ann, ben]);
  await hasOpen(ann, 'audio video');
});

test('after a click on “Mute” the space bar means talk, and its end is heard of everywhere', async () => {
  const [ann, ben] = await twoPeople(scene, newRoom());
  await call(ann, ben);
  const { keyboard } = ann.page;
  await movesThePointer(ann);
  await ann.press('Mute');
  await ben.reads(MUTED);
  for (const end of /** @type {(() => Promise<unknown>)[]} */ ([
    () => keyboard.up('Space'),
    async () => {
      await keyboard.down('Control');
      await keyboard.up('Space');
      await keyboard.up('Control');
    },
    async () => {
      await ann.page.evaluate(() => window.dispatchEvent(new Event('blur')));
      await ben.reads(MUTED);
      await keyboard.up('Space');
    },
  ])) {
    await keyboard.down('Space');
    await ben.readsNoMore(MUTED);
    await end();
    await ben.reads(MUTED);
  }
  await ann.findsButton('Unmute');
});

test('four events for one headset are one notice', async () => {
  const ann = await scene.arrive();
  await ann.page.evaluateOnNewDocument(prepareDeviceList);
  await ann.open(scene.link(newRoom()));
  await ann.press('Start camera');
  await ann.seesThemselves();
  await ann.page.evaluate(() => {
    window.deviceList.hidden = '';
    for (let count = 0; count < 4; count += 1) {
      navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
    }
  });
  await ann.reads(words.text('device.added', { label: 'Fake Audio Input 2' }));
  await ann.page.evaluate(() => window.deviceList.read());
  const notices = await ann.page.$$eval('.notice', (all) => all.map((each) => each.textContent));
  assert.equal(notices.filter((text) => text?.includes('Fake Audio Input 2')).length, 1);
});

test('a chosen speaker that was away at first plays when it comes back, as Settings says', async () => {
  const ann = await scene.enter(newRoom(), { browser: whole });
  await ann.press('Start camera');
  await ann.seesThemselves();
  const chosen = await ann.page.evaluate(async () => {
    const all = await navigator.mediaDevices.enumerateDevices();
    const id = all.filter(({ kind }) => kind === 'audiooutput').at(-1)?.deviceId ?? '';
    localStorage.setItem('duologue.speaker', id);
    return id;
  });
  await ann.page.evaluateOnNewDocument(prepareDeviceList, chosen);
  await ann.page.reload();
  await ann.press('Start camera');
  await ann.seesThemselves();
  await ann.press('Settings');
  await ann.page.waitForFunction(playsAndSays, { polling: 50 }, '', 'default');
  await ann.page.evaluate(() => {
    window.deviceList.hidden = '';
    navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
  });
  await ann.page.waitForFunction(playsAndSays, { polling: 50 }, chosen, chosen);
});

/** Two people in a call, the first of them with camera and microphone under the test's control. */
async function twoInACall() {
  const room = newRoom();
  const ann = await enterWithHeldMedia(scene, room);
  const ben = await scene.enter(room);
  for (const person of [ann, ben]) {
    await person.press('Start camera');
    await person.seesThemselves();
  }
  await call(ann, ben);
  return /** @type {const} */ ([ann, ben]);
}

/**
 * To be run in a page before its own scripts: devices whose id or label is `window.deviceList.hidden`
 * are not plugged in.
 *
 * @param {string} [hidden]
 */
function prepareDeviceList(hidden = 'Fake Audio Input 2') {
  const { mediaDevices } = navigator;
  const original = mediaDevices.enumerateDevices.bind(mediaDevices);
  window.deviceList = { hidden, read: () => mediaDevices.enumerateDevices() };
  mediaDevices.enumerateDevices = async () => {
    const isThere = (/** @type {MediaDeviceInfo} */ { deviceId, label }) =>
      ![deviceId, label].includes(window.deviceList.hidden);
    return (await original()).filter(isThere);
  };
}

/**
 * @param {string} plays
 * @param {string} says
 */
function playsAndSays(plays, says) {
  const select = /** @type {HTMLSelectElement | null} */ (
    document.querySelector('#choose-speaker')
  );
  return document.querySelector('audio')?.sinkId === plays && select?.value === says;
}

/** Whether any connection has a picture to send. @param {Person} person */
function sendsVideo(person) {
  return person.page.evaluate(() =>
    window.peerConnections.some((connection) =>
      connection.getSenders().some(({ track }) => track?.kind === 'video'),
    ),
  );
}

/** As a person does before they press something: the bar shows itself. @param {Person} person */
async function movesThePointer({ page }) {
  await page.mouse.move(600, 300);
  await page.mouse.move(610, 310);
}
