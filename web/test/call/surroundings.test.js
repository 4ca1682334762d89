import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Surroundings } from '../../src/call/surroundings.js';
import { FakeChannel, FakeMedia } from '../fakes/fake-room.js';
import { strict } from '../fakes/strict.js';

/** @param {any} phase @param {{id: string, state: string}} [session] */
function follow(phase, session) {
  const signaling = strict(new FakeChannel());
  const media = strict(new FakeMedia());
  /** @type {unknown[]} */
  const told = [];
  const self = { update: (/** @type {unknown[]} */ ...what) => told.push(...what) };
  const parts = /** @type {any} */ ({ signaling, media, self });
  new Surroundings(parts).follow(phase, /** @type {any} */ (session));
  return { signaling, media, told };
}

test('camera and microphone are let go of at the end of a call, and only then', () => {
  for (const state of ['idle', 'waiting', 'ringing-out', 'ringing-in', 'connecting', 'up']) {
    assert.equal(follow({ state }).media.inUse, true, state);
  }
  assert.equal(follow({ state: 'ended' }).media.inUse, false);
});

test('the server is needed at once for as long as a call is not steady', () => {
  for (const [state, session, persistent, urgent] of /** @type {const} */ ([
    ['idle', undefined, false, false],
    ['ringing-out', { id: 'x', state: 'connecting' }, true, true],
    ['up', { id: 'x', state: 'steady' }, true, false],
    ['up', { id: 'x', state: 'recovering' }, true, true],
    ['ended', undefined, false, false],
  ])) {
    const { signaling } = follow({ state }, session);
    assert.deepEqual([signaling.persistent, signaling.urgent], [persistent, urgent], state);
  }
});

test('the others are told whether this side waits, and which call it is in', () => {
  const session = { id: 'x', state: 'steady' };
  assert.deepEqual(follow({ state: 'waiting' }).told, [true, undefined]);
  assert.deepEqual(follow({ state: 'up' }, session).told, [false, session]);
});
