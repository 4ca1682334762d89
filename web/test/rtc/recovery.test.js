import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Recovery } from '../../src/rtc/recovery.js';
import { FakeClock } from '../fakes/fakes.js';

/** @param {{leads?: boolean}} [options] */
function setUp({ leads = true } = {}) {
  const clock = new FakeClock();
  /** @type {string[]} */
  const states = [];
  /** When which step was taken, in milliseconds since the beginning. @type {string[]} */
  const steps = [];
  const begin = clock.now();
  const recovery = new Recovery({
    clock,
    leads,
    timeouts: { connect: 60_000, recover: 60_000 },
    onChange: (state) => states.push(state),
    onStep: (step) => steps.push(`${clock.now() - begin} ${step}`),
  });
  return { clock, states, steps, recovery };
}

test('a connection that never comes up is given up after the time for it', () => {
  const { clock, states } = setUp();
  clock.advance(59_999);
  assert.deepEqual(states, []);
  clock.advance(1);
  assert.deepEqual(states, ['given-up']);
});

test('a short disturbance is left alone', () => {
  const { clock, states, steps, recovery } = setUp();
  recovery.check('connected');
  recovery.check('disconnected');
  clock.advance(1999);
  recovery.check('connected');
  clock.advance(120_000);
  assert.deepEqual(states, ['steady']);
  assert.deepEqual(steps, []);
});

test('a longer one is met step by step: every path, the relay, a new connection', () => {
  const { clock, states, steps, recovery } = setUp();
  recovery.check('connected');
  recovery.check('disconnected');
  clock.advance(26_000);
  assert.deepEqual(states, ['steady', 'recovering']);
  assert.deepEqual(steps, [
    '2000 restart',
    '6000 relay',
    '10000 renew',
    '18000 renew',
    '26000 renew',
  ]);
});

test('once it is back, nothing more is done, and the next time begins at the first step', () => {
  const { clock, states, steps, recovery } = setUp();
  recovery.check('connected');
  recovery.check('disconnected');
  clock.advance(7000);
  recovery.check('connected');
  clock.advance(113_000);
  recovery.check('disconnected');
  clock.advance(2000);
  assert.deepEqual(steps, ['2000 restart', '6000 relay', '122000 restart']);
  assert.deepEqual(states, ['steady', 'recovering', 'steady', 'recovering']);
});

test('a failed connection does not wait', () => {
  const { clock, steps, recovery } = setUp();
  recovery.check('connected');
  recovery.check('failed');
  recovery.check('failed');
  clock.advance(4000);
  assert.deepEqual(steps, ['0 restart', '4000 relay']);
});

test('a failure while it was disconnected does not wait for the rest of the grace', () => {
  const { clock, steps, recovery } = setUp();
  recovery.check('connected');
  recovery.check('disconnected');
  clock.advance(500);
  recovery.check('failed');
  clock.advance(4000);
  assert.deepEqual(steps, ['500 restart', '4500 relay']);
});

test('the side that does not lead steps in later', () => {
  const { clock, steps, states, recovery } = setUp({ leads: false });
  recovery.check('connected');
  recovery.check('failed');
  assert.deepEqual(states, ['steady', 'recovering']);
  clock.advance(8000);
  assert.deepEqual(steps, ['2000 restart', '8000 relay']);
});

test('it waits for what the other side has begun', () => {
  const { clock, steps, recovery } = setUp({ leads: false });
  recovery.check('connected');
  recovery.check('failed');
  clock.advance(1000);
  recovery.otherActs();
  clock.advance(5999);
  assert.deepEqual(steps, []);
  clock.advance(1);
  assert.deepEqual(steps, ['7000 restart']);
});

test('a change of the own network is met at once, whoever leads and whatever it looks like', () => {
  const { clock, steps, states, recovery } = setUp({ leads: false });
  recovery.check('connected');
  recovery.pathDied();
  assert.deepEqual(steps, ['0 restart']);
  assert.deepEqual(states, ['steady']);
  recovery.check('disconnected');
  clock.advance(4000);
  assert.deepEqual(steps, ['0 restart', '4000 relay']);
});

test('a path that is known to be dead is replaced at once', () => {
  const { steps, recovery } = setUp();
  assert.equal(recovery.pathDied(), false, 'there is none yet');
  recovery.check('connected');
  assert.equal(recovery.pathDied(), true);
  assert.deepEqual(steps, ['0 restart']);
});

test('where only a new connection helps, that is the first step, and it shows', () => {
  const { clock, steps, states, recovery } = setUp();
  recovery.check('connected');
  recovery.pathDied('renew');
  assert.deepEqual(states, ['steady', 'recovering']);
  clock.advance(8000);
  assert.deepEqual(steps, ['0 renew', '8000 renew']);
  recovery.check('connected');
  clock.advance(60_000);
  assert.deepEqual(steps, ['0 renew', '8000 renew']);
});

test('a change of the network that the connection survives is over with that', () => {
  const { clock, steps, states, recovery } = setUp();
  recovery.check('connected');
  recovery.pathDied();
  clock.advance(120_000);
  assert.deepEqual(steps, ['0 restart']);
  assert.deepEqual(states, ['steady']);
});

test('it is given up after 60 s without a connection', () => {
  const { clock, states, steps, recovery } = setUp();
  recovery.check('connected');
  recovery.check('failed');
  clock.advance(60_000);
  assert.deepEqual(states, ['steady', 'recovering', 'given-up']);
  const taken = steps.length;
  clock.advance(60_000);
  assert.equal(steps.length, taken);
});

test('a failure before the first connection is met too, within the same time', () => {
  const { clock, states, steps, recovery } = setUp();
  recovery.check('failed');
  assert.deepEqual(steps, ['0 restart']);
  clock.advance(60_000);
  assert.deepEqual(states, ['given-up']);
});

test('once stopped it does nothing', () => {
  const { clock, states, steps, recovery } = setUp();
  recovery.check('connected');
  recovery.check('disconnected');
  recovery.stop();
  clock.advance(120_000);
  assert.deepEqual(states, ['steady']);
  assert.deepEqual(steps, []);
});
