import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EndedCalls } from '../../src/call/ended-calls.js';
import { FakeChannel } from '../fakes/fake-room.js';
import { FakeClock } from '../fakes/fakes.js';
import { strict } from '../fakes/strict.js';

function setUp() {
  const clock = new FakeClock();
  const signaling = strict(new FakeChannel());
  const ended = new EndedCalls(/** @type {any} */ (signaling), clock);
  return { clock, signaling, ended };
}

test('the last 64 calls are known to be over', () => {
  const { ended } = setUp();
  for (let call = 0; call < 65; call += 1) {
    ended.end(String(call), true);
  }
  assert.equal(ended.isOver('0'), false);
  assert.equal(ended.isOver('1'), true);
  assert.equal(ended.isOver('64'), true);
  assert.equal(ended.isOver(undefined), false);
});

test('a call whose page has just gone may go on for 30 s, from when it began', () => {
  const { clock, ended } = setUp();
  ended.end('x', true);
  ended.abandon('x', 0);
  assert.equal(ended.isOver('x'), false);
  clock.advance(29_999);
  assert.equal(ended.since('x'), 0);
  clock.advance(1);
  assert.equal(ended.since('x'), undefined);
  assert.equal(ended.since(undefined), undefined);
});

test('an end that could not be told is told when there is signalling again, once', () => {
  const { signaling, ended } = setUp();
  ended.end('x', false);
  ended.end('y', true);
  signaling.enter('waiting');
  signaling.enter('open');
  signaling.enter('open');
  assert.deepEqual(signaling.sent, [{ type: 'hangup', reason: 'ended', call: 'x' }]);
});
