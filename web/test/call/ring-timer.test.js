import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RingTimer } from '../../src/call/ring-timer.js';
import { FakeClock } from '../fakes/fakes.js';

function setUp() {
  const clock = new FakeClock();
  /** @type {string[]} */
  const over = [];
  const timer = new RingTimer(clock, 60_000, {
    noAnswer: () => over.push('no-answer'),
    missed: () => over.push('missed'),
    alone: () => over.push('alone'),
  });
  return { clock, over, timer };
}

for (const [start, ms, reason] of /** @type {const} */ ([
  ['callOut', 60_000, 'no-answer'],
  ['ring', 65_000, 'missed'],
  ['confirm', 5000, 'missed'],
  ['awaitReturn', 30_000, 'alone'],
])) {
  test(`${start} is over after ${ms} ms`, () => {
    const { clock, over, timer } = setUp();
    timer[start]();
    clock.advance(ms - 1);
    assert.deepEqual(over, []);
    clock.advance(1);
    assert.deepEqual(over, [reason]);
    clock.advance(120_000);
    assert.deepEqual(over, [reason], 'once');
  });
}

test('only what was started last counts, and nothing once it is stopped', () => {
  const { clock, over, timer } = setUp();
  timer.confirm();
  timer.ring();
  clock.advance(5000);
  assert.deepEqual(over, []);
  timer.stop();
  clock.advance(120_000);
  assert.deepEqual(over, []);
});
