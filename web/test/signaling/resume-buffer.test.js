import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ResumeBuffer } from '../../src/signaling/resume-buffer.js';

const URL_OF_ROOM = 'ws://localhost/ws?room=r';

/** @param {object} fields @returns {any} */
const welcome = (fields) => ({ type: 'welcome', clientId: 'me', clientCount: 1, ...fields });

/** A buffer of a page that the server knows. */
function begun() {
  const buffer = new ResumeBuffer();
  buffer.welcome(welcome({ seq: 1, session: 's', resumeWindow: 30_000 }));
  return buffer;
}

test('the next connection names the session and the newest message that was seen', () => {
  assert.equal(new ResumeBuffer().address(URL_OF_ROOM), URL_OF_ROOM);
  const buffer = begun();
  buffer.seen(7);
  buffer.seen();
  assert.equal(buffer.address(URL_OF_ROOM), `${URL_OF_ROOM}&session=s&last=7`);
  buffer.breakOff();
  assert.equal(buffer.address(URL_OF_ROOM), `${URL_OF_ROOM}&session=s`, 'a gap');
});

test('what the server did not get is sent again, in its order', () => {
  const buffer = begun();
  for (const type of ['state', 'offer', 'candidate']) {
    buffer.keep({ type });
  }
  buffer.compare({ type: 'pong', received: 1 });
  const again = buffer.welcome(welcome({ session: 's', resumed: true, received: 2 }));
  assert.deepEqual(again, [{ type: 'candidate' }]);
});

test('after a gap only goodbyes are said again, to everybody', () => {
  const buffer = begun();
  buffer.keep({ type: 'offer', target: 'b' });
  buffer.keep({ type: 'hangup', target: 'b', call: 'x' });
  const again = buffer.welcome(welcome({ session: 's', resumed: true, gap: true }));
  assert.deepEqual(again, [{ type: 'hangup', target: undefined, call: 'x' }]);
});

test('64 messages may wait to be confirmed; with one more nothing is promised', () => {
  const buffer = begun();
  for (let i = 0; i < 64; i += 1) {
    buffer.keep({ type: 'candidate' });
  }
  assert.equal(buffer.unbroken, true);
  buffer.keep({ type: 'candidate' });
  assert.equal(buffer.unbroken, false);
});

test('counts are compared after 32 messages, in whichever direction', () => {
  const buffer = begun();
  for (let i = 0; i < 31; i += 1) {
    buffer.seen(i);
  }
  assert.equal(buffer.wantsPing, false);
  buffer.keep({ type: 'state' });
  assert.equal(buffer.wantsPing, true);
  assert.deepEqual(buffer.ping(), { type: 'ping', last: 30 });
  assert.equal(buffer.wantsPing, false);
});

test('without a session there is nothing to go on with', () => {
  const buffer = new ResumeBuffer();
  buffer.welcome(welcome({}));
  assert.equal(buffer.unbroken, false);
  assert.deepEqual(buffer.ping(), { type: 'ping' });
});
