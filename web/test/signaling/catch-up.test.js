import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { CatchUp } from '../../src/signaling/catch-up.js';

/** @import {IncomingMessage} from '../../src/signaling/messages.js' */

/** @type {IncomingMessage} */
const OFFER = { type: 'offer', from: 'b', sdp: 'v=0' };
/** @type {IncomingMessage} */
const HANGUP = { type: 'hangup', from: 'b' };
/** @type {IncomingMessage} */
const STATE = { type: 'state', from: 'b' };
/** @type {IncomingMessage} */
const PONG = { type: 'pong' };

/** @type {CatchUp} */
let missed;
beforeEach(() => {
  missed = new CatchUp();
});

test('who missed nothing is given each message as it comes', () => {
  for (const message of [OFFER, PONG, HANGUP]) {
    assert.deepEqual(missed.take(message), [message]);
  }
});

test('a missed offer waits for all that was missed, and comes together with it', () => {
  missed.begin();
  assert.deepEqual(missed.take(STATE), [STATE]);
  assert.deepEqual(missed.take(OFFER), []);
  assert.deepEqual(missed.take(STATE), []);
  assert.deepEqual(missed.take(HANGUP), []);
  assert.deepEqual(missed.take(PONG), [OFFER, STATE, HANGUP, PONG]);
  assert.deepEqual(missed.take(OFFER), [OFFER]);
});

test('what is held back is handed over where the connection ends', () => {
  missed.begin();
  missed.take(OFFER);
  assert.deepEqual(missed.end(), [OFFER]);
  assert.deepEqual(missed.end(), []);
  assert.deepEqual(missed.take(OFFER), [OFFER]);
});
