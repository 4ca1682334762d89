import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { ReconnectPolicy } from '../../src/signaling/reconnect-policy.js';

/** @type {ReconnectPolicy} */
let policy;
/** When it is, in milliseconds. */
let now = 0;

/** @param {number} [code] @returns {number} how long it waits */
function lose(code) {
  policy.lost(now, code);
  return policy.remaining(now);
}

beforeEach(() => {
  policy = new ReconnectPolicy(() => 0.5);
  now = 100_000;
});

test('it waits not at all, then 0.3, 1.2, 2.7 and 4.8 s, then 5 to 7 s', () => {
  assert.deepEqual(
    [1, 2, 3, 4, 5, 6, 7].map(() => lose()),
    [0, 300, 1200, 2700, 4800, 6000, 6000],
  );
  for (const random of [0, 1]) {
    policy = new ReconnectPolicy(() => random);
    assert.equal([1, 2, 3, 4, 5, 6].map(() => lose()).at(-1), 5000 + random * 2000);
  }
});

test('while it is urgent it never waits longer than 2 s', () => {
  policy.urgent = true;
  assert.deepEqual(
    [1, 2, 3, 4, 5, 6].map(() => lose()),
    [0, 300, 1200, 2000, 2000, 2000],
  );
});

for (const { after, remaining } of [
  { after: 0, remaining: 2000 },
  { after: 1500, remaining: 500 },
  { after: 2000, remaining: 0 },
  { after: 4000, remaining: 0 },
]) {
  test(`a wait of 4.8 s that turns urgent after ${after} ms lasts ${remaining} ms more`, () => {
    assert.equal([1, 2, 3, 4, 5].map(() => lose()).at(-1), 4800);
    now += after;
    policy.urgent = true;
    assert.equal(policy.remaining(now), remaining);
    policy.urgent = false;
    assert.equal(policy.remaining(now), 4800 - after);
  });
}

test('a connection that lasts 5 s begins the schedule again, one that does not goes on in it', () => {
  lose();
  policy.opened(now);
  now += 4999;
  assert.equal(lose(), 300);
  policy.opened(now);
  now += 5000;
  assert.equal(lose(), 0);
});

test('a restart begins the schedule again', () => {
  lose();
  policy.restart();
  assert.equal(lose(), 0);
});

test('a server that stops, and a page that Firefox leaves, are given a moment', () => {
  assert.equal(lose(1001), 1200);
  assert.equal(lose(1006), 2700);
});

for (const code of [1000, 1001, 1005, 1006, 1011, 4004, 4005]) {
  test(`after ${code} it may try again`, () => {
    assert.equal(policy.mayRetry(code, now, false), true);
  });
}

for (const code of [1002, 1007, 1009, 4001, 4002, 4003, 4006, 4007]) {
  test(`after ${code} it may not; who persists waits for a full room alone`, () => {
    assert.equal(policy.mayRetry(code, now, false), false);
    assert.equal(policy.mayRetry(code, now, true), code === 4001);
  });
}

test('an attempt that was given up may arrive for 30 s, and take the place of a newer one', () => {
  policy.gaveUp(now);
  assert.equal(policy.mayRetry(4006, now + 29_999, false), true);
  assert.equal(policy.mayRetry(4006, now + 30_000, false), false);
  assert.equal(policy.mayRetry(4003, now, false), false);
});
