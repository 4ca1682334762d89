import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemClock, Timer } from '../../src/page/clock.js';
import { FakeClock } from '../fakes/fakes.js';

test('what is measured goes on by itself, whatever the clock is set to', ({ mock }) => {
  mock.timers.enable({ apis: ['Date'], now: 5_000_000 });
  const before = systemClock.elapsed();
  mock.timers.setTime(0);
  assert.equal(systemClock.now(), 0);
  assert.ok(systemClock.elapsed() >= before);
});

test('a task comes once, and not at all if it is called off', ({ mock }) => {
  mock.timers.enable({ apis: ['setTimeout'] });
  let runs = 0;
  const task = () => (runs += 1);
  systemClock.after(10, task);
  systemClock.after(10, task)();
  mock.timers.tick(20);
  assert.equal(runs, 1);
});

test('a timer has one task at a time', () => {
  const clock = new FakeClock();
  const timer = new Timer(clock);
  /** @type {string[]} */
  const done = [];
  timer.set(10, () => done.push('first'));
  timer.set(20, () => done.push('second'));
  clock.advance(20);
  assert.deepEqual(done, ['second']);
  timer.set(10, () => done.push('third'));
  timer.cancel();
  clock.advance(20);
  assert.deepEqual(done, ['second']);
});

test('the clock of the tests can be set, and can sleep', () => {
  const clock = new FakeClock();
  const before = clock.elapsed();
  let ran = 0;
  clock.after(10, () => (ran = clock.elapsed()));
  clock.setWall(0);
  assert.deepEqual([clock.now(), clock.elapsed()], [0, before]);
  clock.sleep(1000);
  assert.deepEqual([clock.now(), clock.elapsed(), ran], [1000, before + 1000, before + 1000]);
});
