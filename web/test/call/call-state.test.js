import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endReasonOf, newCallId, stateOf, TIMEOUTS } from '../../src/call/call-state.js';

test('why a call ended that the other side hung up', () => {
  for (const [state, reason, expected] of /** @type {const} */ ([
    ['ringing-in', undefined, 'missed'],
    ['ringing-in', 'cancelled', 'missed'],
    ['ringing-in', 'timeout', 'missed'],
    ['ringing-out', 'declined', 'declined'],
    ['ringing-out', 'busy', 'busy'],
    ['ringing-out', undefined, 'declined'], // the reference client gives no reason
    ['ringing-out', 'ended', 'not-connected'],
    ['connecting', 'ended', 'not-connected'],
    ['up', 'ended', 'ended'],
    ['up', undefined, 'ended'],
  ])) {
    assert.equal(endReasonOf(state, reason), expected, `${state} ${reason}`);
  }
});

test('what is shown of a call comes from its phase and its session', () => {
  const session = /** @type {any} */ ({ peer: 'b', since: 7, state: 'steady' });
  assert.deepEqual(stateOf({ state: 'idle' }, undefined), { state: 'idle' });
  assert.deepEqual(stateOf({ state: 'ringing-out', expected: true }, session), {
    state: 'ringing-out',
    expected: true,
    peer: 'b',
  });
  assert.deepEqual(stateOf({ state: 'up' }, session), { state: 'in-call', peer: 'b', since: 7 });
  session.state = 'recovering';
  assert.deepEqual(stateOf({ state: 'up' }, session), { state: 'recovering', peer: 'b', since: 7 });
});

test('names of calls are 96 random bits', () => {
  assert.match(newCallId(), /^[0-9a-f]{24}$/);
  assert.notEqual(newCallId(), newCallId());
});

test('ringing, connecting and recovering each take a minute at most', () => {
  assert.deepEqual(TIMEOUTS, { ring: 60_000, connect: 60_000, recover: 75_000 });
});
