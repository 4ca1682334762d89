import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Captured } from '../../src/media/captured.js';
import { FakeMediaDevices } from '../fakes/fake-devices.js';
import { FakeClock } from '../fakes/fakes.js';

async function setUp() {
  const devices = new FakeMediaDevices(new FakeClock(), 'mic1');
  const tracks = [];
  for (let count = 0; count < 2; count += 1) {
    tracks.push(...(await devices.getUserMedia({ audio: {} })).getTracks());
  }
  const captured = new Captured();
  /** @type {string[]} */
  const events = [];
  for (const type of ['ended', 'interruption']) {
    captured.addEventListener(type, (event) => {
      events.push(`${type} ${/** @type {any} */ (event).kind}`);
    });
  }
  return { captured, events, first: tracks[0], second: tracks[1] };
}

test('a second track of a kind takes the place of the first, which is stopped', async () => {
  const { captured, first, second } = await setUp();
  const { stream } = captured;
  captured.put(first);
  captured.put(second);
  assert.equal(first.readyState, 'ended');
  assert.equal(captured.track('audio'), second);
  assert.deepEqual(stream.getTracks(), [second]);
  captured.drop('audio');
  assert.equal(second.readyState, 'ended');
  assert.equal(captured.track('audio'), undefined);
});

test('a device that goes by itself is told, one that is let go of is not', async () => {
  const { captured, events, first, second } = await setUp();
  captured.put(first);
  captured.drop('audio');
  captured.put(second);
  second.end();
  assert.deepEqual(events, ['ended audio']);
  assert.equal(captured.track('audio'), undefined);
});

test('an interruption is known from its beginning to its end', async () => {
  const { captured, events, first, second } = await setUp();
  captured.put(first);
  first.interrupt(true);
  assert.equal(captured.isInterrupted('audio'), true);
  first.interrupt(false);
  assert.equal(captured.isInterrupted('audio'), false);
  assert.deepEqual(events, ['interruption audio', 'interruption audio']);
  second.muted = true;
  captured.put(second);
  assert.equal(captured.isInterrupted('audio'), true, 'also one that was there before');
});
