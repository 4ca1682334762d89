import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  isContinued,
  originOf,
  readCandidate,
  readDescription,
  sessionIdOf,
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

test('the session id is that of the origin line', () => {
  assert.equal(sessionIdOf('v=0\r\no=- 4611 2 IN IP4 127.0.0.1\r\ns=-\r\n'), '4611');
  assert.equal(sessionIdOf('v=0'), undefined);
  assert.equal(sessionIdOf(undefined), undefined);
});

test('session id and version tell one description from every other', () => {
  assert.equal(originOf('v=0\r\no=- 4611 2 IN IP4 127.0.0.1\r\ns=-\r\n'), '4611 2');
  assert.equal(originOf('v=0'), undefined);
  assert.equal(originOf(undefined), undefined);
});

test('a connection goes on where it was resumed without a gap', () => {
  const welcome = /** @type {Welcome} */ ({ type: 'welcome', clientId: 'me', clientCount: 1 });
  assert.equal(isContinued(welcome), false);
  assert.equal(isContinued({ ...welcome, resumed: true }), true);
  assert.equal(isContinued({ ...welcome, resumed: true, gap: true }), false);
});
