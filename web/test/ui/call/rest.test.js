import assert from 'node:assert/strict';
import { test } from 'node:test';
import { REST_AFTER, Rest } from '../../../src/ui/call/rest.js';
import { FakeClock } from '../../fakes/fakes.js';

function resting() {
  const clock = new FakeClock();
  /** @type {boolean[]} */
  const shown = [];
  const use = { free: true };
  const rest = new Rest({
    clock,
    mayRest: () => use.free,
    show: (value) => shown.push(value),
  });
  return { clock, rest, shown, use };
}

/** @param {string} [key] */
function event(key = '') {
  return {
    key,
    prevented: false,
    stopped: false,
    preventDefault() {
      this.prevented = true;
    },
    stopImmediatePropagation() {
      this.stopped = true;
    },
  };
}

test('controls hide after three seconds without a movement, and come back with the next', () => {
  const { clock, rest, shown } = resting();
  rest.wake();
  clock.advance(REST_AFTER - 1);
  rest.wake();
  clock.advance(REST_AFTER - 1);
  assert.deepEqual(shown, []);
  clock.advance(1);
  assert.deepEqual(shown, [true]);
  rest.wake();
  assert.deepEqual(shown, [true, false]);
});

test('controls in use stay', () => {
  const { clock, rest, shown, use } = resting();
  use.free = false;
  rest.wake();
  clock.advance(REST_AFTER * 2);
  assert.deepEqual(shown, []);
});

test('the press that brings them back does nothing else, and the next one works', () => {
  const { clock, rest, shown } = resting();
  rest.wake();
  clock.advance(REST_AFTER);
  rest.pointerDown();
  assert.deepEqual(shown, [true, false]);
  const first = event();
  rest.click(first);
  assert.ok(first.stopped && first.prevented);
  rest.pointerDown();
  const second = event();
  rest.click(second);
  assert.ok(!second.stopped);
});

test('a press without a click, as a drag, does not eat a later one', () => {
  const { clock, rest } = resting();
  rest.wake();
  clock.advance(REST_AFTER);
  rest.pointerDown();
  rest.pointerDown();
  const click = event();
  rest.click(click);
  assert.ok(!click.stopped);
});

test('a key brings them back too: Tab goes on, Enter and space press nothing unseen', () => {
  for (const [key, prevented] of /** @type {const} */ ([
    ['Tab', false],
    ['m', false],
    ['Enter', true],
    [' ', true],
  ])) {
    const { clock, rest } = resting();
    rest.wake();
    clock.advance(REST_AFTER);
    const down = event(key);
    rest.keyDown(down);
    assert.equal(rest.resting, false);
    assert.equal(down.prevented, prevented, key);
    const again = event(key);
    rest.keyDown(again);
    assert.equal(again.prevented, false, key);
  }
});
