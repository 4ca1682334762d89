import assert from 'node:assert/strict';
import { test } from 'node:test';
import { en } from '../web/src/i18n/en.js';
import { call, talking, twoPeople } from './lib/calls.js';
import { newRoom, Scene } from './lib/scene.js';

/** @import {Person} from './lib/person.js' */

/** More presses of Tab than any screen has controls. */
const MANY = 60;
const scene = new Scene();

test('a whole call by keyboard alone', async () => {
  const room = newRoom();
  const ann = await scene.enter(room);
  const ben = await scene.enter(room);
  for (const person of [ann, ben]) {
    await tabTo(person, 'Start camera');
    await person.page.keyboard.press('Enter');
    await person.seesThemselves();
  }
  await tabTo(ann, 'Call');
  await ann.page.keyboard.press('Enter');
  await ben.findsButton('Accept');
  await tabTo(ben, 'Accept');
  await ben.page.keyboard.press('Enter');
  await talking([ann, ben]);
  await ann.page.keyboard.press('m');
  await ben.reads('The other person is muted');
  await ann.page.keyboard.down('Space');
  await ben.readsNoMore('The other person is muted');
  await ann.page.keyboard.up('Space');
  await ben.reads('The other person is muted');
  await ann.page.keyboard.press('v');
  await ben.reads('The other person has the camera off');
  await ann.page.keyboard.press('v');
  await tabTo(ann, 'Unmute');
  await ann.page.keyboard.press('Enter');
  await talking([ann, ben]);
  await ann.page.keyboard.press('?');
  await ann.reads('Keyboard shortcuts');
  await ann.page.keyboard.press('Escape');
  await tabTo(ann, 'Hang up');
  await ann.page.keyboard.press('Enter');
  await Promise.all([ann.seesStatus('Connected'), ben.seesStatus('Connected')]);
  await tabTo(ben, 'Call again');
  await ben.page.keyboard.press('Enter');
  await ann.findsButton('Accept');
  await tabTo(ann, 'Decline');
  await ann.page.keyboard.press('Space');
  await ben.reads('The other person declined the call');
});

test('letters that are typed into a field are no shortcuts', async () => {
  const ann = await scene.enter(newRoom());
  await ann.press('Start camera');
  await ann.seesThemselves();
  await ann.page.locator('#ownName').fill('');
  await ann.page.type('#ownName', 'mv?');
  await ann.findsButton('Mute');
  await ann.findsButton('Turn camera off');
});

test('a call that comes while somebody types leaves them the focus, and is not accepted', async () => {
  const room = newRoom();
  const [ann, ben] = [await scene.enter(room), await scene.enter(room)];
  await ben.page.focus('#ownName');
  await ben.page.keyboard.type('Be');
  await ann.press('Call');
  await ben.findsButton('Accept');
  await ben.page.keyboard.type('n ');
  await ben.page.keyboard.press('Enter');
  assert.equal(await ben.page.$eval('#ownName', (field) => Reflect.get(field, 'value')), 'Ben');
  assert.equal(await ben.page.evaluate(() => document.activeElement?.id), 'ownName');
  assert.equal(await stateOf(ben), 'ringing-in');
  await ben.press('Accept');
  await talking([ann, ben]);
});

test('a call that comes while a button has the focus is not accepted by the next key', async () => {
  const room = newRoom();
  const [ann, ben] = [await scene.enter(room), await scene.enter(room)];
  await tabTo(ben, 'Start camera');
  await ann.press('Call');
  await ben.findsButton('Accept');
  await focusIsOn(ben, 'ring-panel');
  await ben.page.keyboard.press('Space');
  await ben.page.keyboard.press('Enter');
  assert.equal(await stateOf(ben), 'ringing-in');
  await tabTo(ben, 'Decline');
  await ben.page.keyboard.press('Enter');
  await ann.reads('The other person declined the call');
});

test('the focus is never lost to the page', async () => {
  const room = newRoom();
  const [ann, ben] = [await scene.enter(room), await scene.enter(room)];
  await tabTo(ann, 'Start camera');
  await ann.page.keyboard.press('Enter');
  await ann.seesThemselves();
  await focusIsOn(ann, 'control-bar button');
  await tabTo(ann, 'Settings');
  await ann.page.keyboard.press('Enter');
  await focusIsOn(ann, 'side-panel button');
  await ann.page.keyboard.press('Escape');
  assert.equal(await focused(ann), 'Settings');
  await tabTo(ann, 'Call');
  await ann.page.keyboard.press('Enter');
  await focusIsOn(ann, 'ring-panel');
  await ben.press('Accept');
  await talking([ann, ben]);
  await focusIsOn(ann, 'main');
  await loseMicrophone(ann);
  await ann.findsButton('Close this notice');
  await tabTo(ann, 'Close this notice');
  await ann.page.keyboard.press('Enter');
  await ann.page.waitForFunction(() => document.activeElement !== document.body);
  await tabTo(ann, 'Hang up');
  await ann.page.keyboard.press('Enter');
  await ann.findsButton('Call again');
  await focusIsOn(ann, 'main');
  await tabTo(ann, 'Back');
  await ann.page.keyboard.press('Enter');
  await focusIsOn(ann, 'main');
});

test('the menu moves by arrows, and Esc closes one thing a press', async () => {
  const [ann, ben] = await twoPeople(scene, newRoom());
  await call(ann, ben);
  const { keyboard } = ann.page;
  await tabTo(ann, 'More');
  await keyboard.press('ArrowDown');
  assert.equal(await focused(ann), 'Settings');
  await keyboard.press('ArrowDown');
  assert.equal(await focused(ann), 'Connection log');
  await keyboard.press('End');
  assert.equal(await focused(ann), 'Keyboard shortcuts');
  await keyboard.press('ArrowDown');
  assert.equal(await focused(ann), 'Settings');
  await keyboard.press('ArrowUp');
  await keyboard.press('Home');
  await keyboard.press('Enter');
  await ann.findsButton('Close');
  await keyboard.press('Escape');
  assert.equal(await focused(ann), 'More');
  await keyboard.press('?');
  await ann.reads('Hold to talk while muted');
  await ann.press('More');
  await keyboard.press('Escape');
  assert.equal(await focused(ann), 'More');
  await ann.reads('Hold to talk while muted');
  await keyboard.press('Escape');
  await ann.readsNoMore('Hold to talk while muted');
  assert.equal(await stateOf(ann), 'in-call');
});

test('Tab reaches the controls of a call that have hidden themselves', async () => {
  const [ann, ben] = await twoPeople(scene, newRoom());
  await call(ann, ben);
  await ann.letsTheHandRest();
  await tabTo(ann, 'Hang up', { hidden: true });
  await ann.page.keyboard.press('Enter');
  await ben.reads('The other person hung up.');
});

test('what happens is read out, each of it once', async () => {
  const room = newRoom();
  const ann = await scene.enter(room);
  await ann.press('Start camera');
  await ann.isTold(en['announce.both-on']);
  const ben = await scene.enter(room);
  await ann.isTold('The other person is here.');
  await ben.press('Start camera');
  await ben.press('Call');
  await ann.isTold('The other person is calling');
  await ann.press('Accept');
  await talking([ann, ben]);
  await ann.isTold('You are in a call with the other person.');
  await ben.press('Mute');
  await ann.isTold('The other person is muted');
  await ben.press('Turn camera off');
  await ann.isTold('The other person has the camera off');
  await ann.press('Mute');
  await ann.isTold(en['call.self-muted']);
  await ann.press('Turn camera off');
  await ann.isTold(en['announce.camera-off']);
  await ben.page.evaluate(() => window.peerConnections.at(-1)?.close());
  await ann.isTold(en['call.recovering']);
  await ann.isTold(en['announce.recovered']);
  await ben.press('Hang up');
  await ann.isTold('The other person hung up.');
  assert.deepEqual(await ann.told(), [
    en['announce.both-on'],
    'The other person is here.',
    'The other person is calling',
    'You are in a call with the other person.',
    'The other person is muted',
    'The other person has the camera off',
    en['call.self-muted'],
    en['announce.camera-off'],
    en['call.recovering'],
    en['announce.recovered'],
    'Call ended',
    'The other person hung up.',
  ]);
});

test('no clock is in a live region', async () => {
  const [ann, ben] = await twoPeople(scene, newRoom());
  await call(ann, ben);
  await ann.findsShown('.pill-time');
  const inside = '[role="status"], [role="alert"], [role="log"], [aria-live]';
  const live = await ann.page.$eval('.pill-time', (time, regions) => time.closest(regions), inside);
  assert.equal(live, null);
  assert.ok((await ann.told()).every((text) => !/\d:\d\d/.test(text)));
});

/** The state of the call. @param {Person} person */
function stateOf(person) {
  return person.page.evaluate(() => window.duologue.state.state);
}

/**
 * Waits until what has the focus is an element, or in it.
 *
 * @param {Person} person
 * @param {string} selector
 */
async function focusIsOn(person, selector) {
  await person.page.waitForFunction(
    (/** @type {string} */ wanted) => document.activeElement?.matches(wanted),
    { polling: 50 },
    selector,
  );
}

/** The microphone is unplugged, and there is no other. @param {Person} person */
function loseMicrophone(person) {
  return person.page.$eval('#localVideo', (video) => {
    const { mediaDevices } = navigator;
    mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotReadableError'));
    const [track] = /** @type {any} */ (video).srcObject.getAudioTracks();
    track.stop();
    track.dispatchEvent(new Event('ended'));
  });
}

/**
 * Presses Tab until a control has the focus.
 *
 * @param {Person} person
 * @param {string} name of the control
 * @param {{hidden?: boolean}} [options] `hidden` if it comes into sight with the first press
 */
async function tabTo(person, name, { hidden = false } = {}) {
  if (!hidden) {
    await person.findsButton(name);
  }
  /** @type {string[]} */
  const passed = [];
  for (let count = 0; count < MANY; count += 1) {
    await person.page.keyboard.press('Tab');
    const now = await focused(person);
    if (now === name) {
      return;
    }
    passed.push(now);
  }
  assert.fail(`Tab never comes to “${name}”, but to ${passed.join(', ')}`);
}

/** The name of what has the focus. @param {Person} person */
function focused(person) {
  return person.page.evaluate(() => {
    const { activeElement } = document;
    return (activeElement?.ariaLabel ?? activeElement?.textContent ?? '').trim();
  });
}
