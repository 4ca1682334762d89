import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SelfState } from '../../src/call/self-state.js';
import { FakeChannel, FakeMedia, FakeRoom } from '../fakes/fake-room.js';
import { strict } from '../fakes/strict.js';

function setUp() {
  const room = new FakeRoom();
  const signaling = strict(new FakeChannel());
  const media = strict(new FakeMedia());
  const self = new SelfState(/** @type {any} */ (signaling), /** @type {any} */ (media));
  const join = () => room.join(/** @type {any} */ (signaling), 'me');
  return { signaling, media, self, join, states: /** @type {any[]} */ (signaling.sent) };
}

test('what was said before the welcome is said then', () => {
  const { self, join, states } = setUp();
  self.rename('  Anna ');
  assert.equal(states.length, 0);
  join();
  assert.equal(states.at(-1)?.name, 'Anna');
});

test('only what sends counts as on', () => {
  const { media, join, states } = setUp();
  join();
  for (const state of ['off', 'starting', 'paused', 'failed', 'interrupted']) {
    media.audio = { state };
    media.dispatchEvent(new Event('change'));
    assert.equal(states.at(-1).audio, false, state);
  }
});

test('each change has a higher version, and no change none', () => {
  const { self, join, states } = setUp();
  join();
  self.rename('a');
  self.rename('b');
  self.rename('b');
  const versions = states.map(({ version }) => version);
  assert.equal(versions.length, 3);
  assert.deepEqual(versions, [...new Set(versions)].sort());
});

test('a newcomer is told alone', () => {
  const { signaling, join, states } = setUp();
  join();
  signaling.receive({ type: 'user-joined', clientId: 'new', clientCount: 2 });
  assert.equal(states.at(-1).target, 'new');
});

test('the other side of the call is told without the server too, the name of the call with it', () => {
  const { self, signaling } = setUp();
  signaling.enter('waiting');
  /** @type {any[]} */
  const told = [];
  const session = { id: 'x', tell: (/** @type {any} */ message) => told.push(message) };
  self.update(false, /** @type {any} */ (session));
  self.introduce();
  assert.deepEqual(
    told.map(({ type, call }) => [type, call]),
    [
      ['state', 'x'],
      ['state', 'x'],
    ],
  );
  self.update(false, undefined);
  self.introduce();
  assert.equal(told.length, 2);
});
