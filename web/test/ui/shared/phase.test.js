import assert from 'node:assert/strict';
import { test } from 'node:test';
import { phaseOf } from '../../../src/ui/shared/phase.js';

/** @import {Reach} from '../../../src/ui/shared/server-reach.js' */

/**
 * @param {object} call
 * @param {Reach} [reach]
 * @param {boolean} [persistent]
 */
function phase(call, reach = 'open', persistent = false) {
  const app = { call: { state: call }, server: { reach }, signaling: { persistent } };
  return phaseOf(/** @type {any} */ (app));
}

test('each state of the call has its screen', () => {
  for (const [state, shown] of [
    ['idle', 'lobby'],
    ['waiting', 'lobby'],
    ['ringing-out', 'ringing-out'],
    ['ringing-in', 'ringing-in'],
    ['connecting', 'call'],
    ['in-call', 'call'],
    ['recovering', 'call'],
    ['ended', 'ended'],
  ]) {
    assert.equal(phase({ state }), shown, state);
  }
});

test('who is expected is not rung for', () => {
  assert.equal(phase({ state: 'ringing-out', expected: true }), 'call');
});

test('a full room has its own screen, also while it is being tried again; a call stays', () => {
  assert.equal(phase({ state: 'idle' }, 'full'), 'full');
  assert.equal(phase({ state: 'ended' }, 'refused'), 'refused');
  assert.equal(phase({ state: 'idle' }, 'lost', true), 'full');
  assert.equal(phase({ state: 'idle' }, 'lost'), 'lobby');
  assert.equal(phase({ state: 'in-call' }, 'full', true), 'call');
});
