import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Recovery } from '../src/recovery.js';
import { FakeClock } from './fakes.js';

/** @param {{leads?: boolean}} [options] */
function setUp({ leads = true } = {}) {
  const clock = new FakeClock();
  /** @type {string[]} */
  const states = [];
  const session = {
    connectionState: /** @type {RTCPeerConnectionState} */ ('new'),
    restarts: 0,
    restartIce() {
      this.restarts += 1;
    },
  };
  const recovery = new Recovery({
    session,
    clock,
    leads,
    timeouts: { connect: 60_000, recover: 60_000 },
    onChange: (state) => states.push(state),
  });
  const become = (/** @type {RTCPeerConnectionState} */ state) => {
    session.connectionState = state;
    recovery.check();
  };
  return { clock, states, session, recovery, become };
}

test('a connection that never comes up is given up after the time for it', () => {
  const { clock, states } = setUp();
  clock.advance(59_999);
  assert.deepEqual(states, []);
  clock.advance(1);
  assert.deepEqual(states, ['given-up']);
});

test('a short disturbance is left alone', () => {
  const { clock, states, session, become } = setUp();
  become('connected');
  become('disconnected');
  clock.advance(1999);
  become('connected');
  clock.advance(120_000);
  assert.deepEqual(states, ['steady']);
  assert.equal(session.restarts, 0);
});

test('a longer one is met with an ICE restart, and another every 8 s', () => {
  const { clock, states, session, become } = setUp();
  become('connected');
  become('disconnected');
  clock.advance(2000);
  assert.deepEqual(states, ['steady', 'recovering']);
  assert.equal(session.restarts, 1);
  clock.advance(8000);
  assert.equal(session.restarts, 2);
  become('connected');
  clock.advance(120_000);
  assert.deepEqual(states, ['steady', 'recovering', 'steady']);
  assert.equal(session.restarts, 2);
});

test('a failed connection is restarted at once', () => {
  const { session, states, become } = setUp();
  become('connected');
  become('failed');
  assert.equal(session.restarts, 1);
  assert.deepEqual(states, ['steady', 'recovering']);
});

test('the side that does not lead gives the other the time of one restart', () => {
  const { clock, session, states, become } = setUp({ leads: false });
  become('connected');
  become('failed');
  clock.advance(7999);
  assert.equal(session.restarts, 0);
  clock.advance(1);
  assert.equal(session.restarts, 1);
  assert.deepEqual(states, ['steady', 'recovering']);
});

test('it is given up after 60 s without a connection', () => {
  const { clock, states, session, become } = setUp();
  become('connected');
  become('failed');
  clock.advance(60_000);
  assert.deepEqual(states, ['steady', 'recovering', 'given-up']);
  const { restarts } = session;
  clock.advance(60_000);
  assert.equal(session.restarts, restarts);
});

test('a failure before the first connection is restarted too, within the same time', () => {
  const { clock, states, session, become } = setUp();
  become('failed');
  assert.equal(session.restarts, 1);
  clock.advance(60_000);
  assert.deepEqual(states, ['given-up']);
});

test('once stopped it does nothing', () => {
  const { clock, states, recovery, become } = setUp();
  become('connected');
  become('disconnected');
  recovery.stop();
  clock.advance(120_000);
  assert.deepEqual(states, ['steady']);
});
