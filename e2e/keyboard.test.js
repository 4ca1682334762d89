import assert from 'node:assert/strict';
import { test } from 'node:test';
import { talking } from './lib/calls.js';
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
  assert.equal(await focused(ben), 'Accept');
  await ben.page.keyboard.press('Enter');
  await talking([ann, ben]);
  await ann.page.keyboard.press('m');
  await ben.reads('The other side is muted');
  await ann.page.keyboard.down('Space');
  await ben.readsNoMore('The other side is muted');
  await ann.page.keyboard.up('Space');
  await ben.reads('The other side is muted');
  await ann.page.keyboard.press('v');
  await ben.reads('The other side has the camera off');
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
  await ben.reads('The other side declined the call');
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

/**
 * Presses Tab until a control has the focus.
 *
 * @param {Person} person
 * @param {string} name of the control
 */
async function tabTo(person, name) {
  await person.findsButton(name);
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
