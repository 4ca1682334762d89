import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TIMEOUTS } from '../src/call/call-state.js';
import { I18n } from '../src/i18n/i18n.js';
import { clockTime, nameAtStart, nameOf, phaseOf } from '../src/ui/shared/app.js';
import { browserKind } from '../src/ui/shared/browser-kind.js';

/**
 * @param {string} state
 * @param {any} [signaling]
 */
function phase(state, signaling = { state: { state: 'open' } }) {
  return phaseOf(/** @type {any} */ ({ call: { state: { state } }, signaling }));
}

test('each state of the call has its screen', () => {
  assert.equal(phase('idle'), 'lobby');
  assert.equal(phase('waiting'), 'lobby');
  assert.equal(phase('ringing-out'), 'ringing-out');
  assert.equal(phase('ringing-in'), 'ringing-in');
  const expected = { state: { state: 'ringing-out', expected: true } };
  const signaling = { state: { state: 'open' } };
  assert.equal(phaseOf(/** @type {any} */ ({ call: expected, signaling })), 'call');
  assert.equal(phase('connecting'), 'call');
  assert.equal(phase('in-call'), 'call');
  assert.equal(phase('recovering'), 'call');
  assert.equal(phase('ended'), 'ended');
});

test('a full room has its own screen, also while it is being tried again; a call stays', () => {
  const full = { state: { state: 'refused', code: 4001 } };
  assert.equal(phase('idle', full), 'full');
  assert.equal(phase('idle', { state: { state: 'refused', code: 4002 } }), 'refused');
  assert.equal(phase('idle', { state: { state: 'waiting' }, persistent: true }), 'full');
  assert.equal(phase('in-call', full), 'call');
});

test('a duration is minutes and seconds, and hours where there are any', () => {
  assert.equal(clockTime(0), '00:00');
  assert.equal(clockTime(754_999), '12:34');
  assert.equal(clockTime(3_600_000), '01:00:00');
  assert.equal(clockTime(-5), '00:00');
});

test('who has no name is the other side', () => {
  const i18n = new I18n('en');
  const nameless = /** @type {any} */ ({ name: '' });
  assert.equal(nameOf(i18n, nameless), 'the other side');
  assert.equal(nameAtStart(i18n, undefined), 'The other side');
  assert.equal(nameOf(i18n, /** @type {any} */ ({ name: 'Lin' })), '\u2068Lin\u2069');
});

for (const [kind, agent] of [
  ['chrome', 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36'],
  [
    'android',
    'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36',
  ],
  ['firefox', 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'],
  ['safari', 'Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 Version/26.0 Safari/605.1.15'],
  [
    'ios',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 26_0) AppleWebKit/605.1.15 Version/26.0 Safari/604.1',
  ],
  ['wechat', 'Mozilla/5.0 (iPhone; CPU iPhone OS 26_0) AppleWebKit/605.1.15 MicroMessenger/8.0'],
  ['other', 'curl/8'],
]) {
  test(`${kind} is known by its name`, () => assert.equal(browserKind(String(agent)), kind));
}

test('ringing, connecting and recovering each take a minute at most', () => {
  assert.deepEqual(TIMEOUTS, { ring: 60_000, connect: 60_000, recover: 60_000 });
});
