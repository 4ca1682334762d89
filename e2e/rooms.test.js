import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { en } from '../web/src/i18n/en.js';
import { call, talking, twoPeople } from './lib/calls.js';
import { newRoom, Scene } from './lib/scene.js';

/** @import {Person} from './lib/person.js' */

describe('a room with two seats', () => {
  const scene = new Scene();

  test('a third person is told, and does not disturb the call', async () => {
    const room = newRoom();
    const [ann, ben] = await twoPeople(scene, room);
    await call(ann, ben);
    const cem = await scene.enter(room);
    await cem.reads('This call has two people already');
    await talking([ann, ben]);
    assert.equal(await ann.text('#connectionStatus'), 'In a call');
  });

  test('a third person who waits for a seat gets one as soon as it is free', async () => {
    const room = newRoom();
    const [ann, ben] = await twoPeople(scene, room);
    const cem = await scene.enter(room);
    await cem.press('Tell me when there is room');
    await cem.reads(en['full.watching']);
    await ann.leave();
    await cem.isTold('There is room now');
    await cem.seesStatus('Connected');
    await cem.press('Call');
    await ben.press('Accept');
    await talking([ben, cem]);
  });

  test('a third person starts another call instead', async () => {
    const room = newRoom();
    await twoPeople(scene, room);
    const cem = await scene.enter(room);
    await cem.press('Start another call');
    await cem.reads('Nobody else is here yet');
    const { pathname } = new URL(cem.page.url());
    assert.match(pathname, /^\/r\/[a-z0-9-]{16,}$/);
    assert.notEqual(pathname, `/r/${room}`);
  });

  test('two rooms at once never hear of each other', async () => {
    const heard = await Promise.all([1, 2].map(() => callAndListen(scene)));
    for (const { members, mentioned } of heard) {
      assert.ok(mentioned.size > 0);
      assert.deepEqual([...mentioned].filter((id) => !members.has(id)).sort(), []);
    }
  });
});

describe('a room with three seats', () => {
  const scene = new Scene({ serverArgs: ['--room-seats', '3'] });

  test('who calls somebody in a call hears that they are busy', async () => {
    const room = newRoom();
    const [ann, ben] = await twoPeople(scene, room);
    await call(ann, ben);
    const cem = await scene.enter(room);
    await cem.press('Start camera');
    await cem.press('Call');
    await cem.reads('The other person is in another call');
    await talking([ann, ben]);
  });
});

/**
 * Has two people call each other in a room of their own, and reads what the server tells them.
 *
 * @param {Scene} scene
 */
async function callAndListen(scene) {
  const room = newRoom();
  const members = new Set();
  const mentioned = new Set();
  const two = [await scene.arrive(), await scene.arrive()];
  for (const person of two) {
    await listen(person, (message) => {
      if (message.type === 'welcome') {
        members.add(message.clientId);
      }
      for (const id of [message.clientId, message.from, message.target].filter(Boolean)) {
        mentioned.add(id);
      }
    });
    await person.open(scene.link(room));
    await person.press('Start camera');
  }
  const [ann, ben] = /** @type {[Person, Person]} */ (two);
  await call(ann, ben);
  await ann.press('Hang up');
  await ben.seesStatus('Connected');
  return { members, mentioned };
}

/**
 * @param {Person} person in Chromium
 * @param {(message: any) => void} heard gets each message that comes from the server
 */
async function listen(person, heard) {
  const session = await person.page.createCDPSession();
  session.on('Network.webSocketFrameReceived', ({ response }) => {
    if (response.opcode === 1) {
      heard(JSON.parse(response.payloadData));
    }
  });
  await session.send('Network.enable');
}
