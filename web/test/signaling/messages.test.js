import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  isContinued,
  readCandidate,
  readDescription,
  writeDescription,
} from '../../src/signaling/messages.js';

/** @import {Welcome} from '../../src/signaling/messages.js' */

test('descriptions are read in both forms, and written in the one that is wanted', () => {
  const description = { type: 'offer', sdp: 'v=0' };
  assert.deepEqual(readDescription('offer', 'v=0'), description);
  assert.deepEqual(readDescription('offer', { type: 'offer', sdp: 'v=0' }), description);
  assert.deepEqual(readDescription('answer', { type: 'offer', sdp: '' }), {
    type: 'answer',
    sdp: '',
  });
  const written = /** @type {any} */ (description);
  assert.deepEqual(writeDescription(written, 'object'), description);
  assert.equal(writeDescription(written, 'text'), 'v=0');
});

test('candidates are read in every form; the end of candidates is none', () => {
  assert.deepEqual(readCandidate({ candidate: 'x', sdpMid: '1' }), { candidate: 'x', sdpMid: '1' });
  assert.deepEqual(readCandidate('x'), { candidate: 'x', sdpMLineIndex: 0 });
  assert.equal(readCandidate(null), undefined);
  assert.equal(readCandidate(''), undefined);
  assert.equal(readCandidate({ candidate: '' }), undefined);
});

test('a connection goes on where it was resumed without a gap', () => {
  const welcome = /** @type {Welcome} */ ({ type: 'welcome', clientId: 'me', clientCount: 1 });
  assert.equal(isContinued(welcome), false);
  assert.equal(isContinued({ ...welcome, resumed: true }), true);
  assert.equal(isContinued({ ...welcome, resumed: true, gap: true }), false);
});
