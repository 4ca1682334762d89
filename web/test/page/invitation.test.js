import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRoomId, newRoomId, readInvitation, roomOfPath } from '../../src/page/invitation.js';

test('a room has 1 to 64 characters', () => {
  assert.equal(isRoomId(''), false);
  assert.equal(isRoomId('a'), true);
  assert.equal(isRoomId('a'.repeat(64)), true);
  assert.equal(isRoomId('a'.repeat(65)), false);
});

test('a room has lower-case letters, digits and hyphens only', () => {
  for (const id of ['A', 'a_b', 'a b', 'ä', 'a/b']) {
    assert.equal(isRoomId(id), false, id);
  }
  assert.equal(isRoomId('abc-09'), true);
});

test('a new room is four groups of four characters that nobody mistakes', () => {
  const id = newRoomId();
  assert.match(id, /^[a-km-np-z2-9]{4}(-[a-km-np-z2-9]{4}){3}$/);
  assert.equal(isRoomId(id), true);
});

test('new rooms use all of the randomness they get', () => {
  const ids = new Set(Array.from({ length: 1000 }, () => newRoomId()));
  assert.equal(ids.size, 1000);
  assert.equal(
    newRoomId((bytes) => bytes.fill(0)),
    'aaaa-aaaa-aaaa-aaaa',
  );
  assert.equal(
    newRoomId((bytes) => bytes.fill(255)),
    '9999-9999-9999-9999',
  );
});

test('the path names the room', () => {
  assert.equal(roomOfPath('/r/abc'), 'abc');
  assert.equal(roomOfPath('/r/abc/'), 'abc');
  assert.equal(roomOfPath('/'), undefined);
  assert.equal(roomOfPath('/r/ABC'), undefined);
  assert.equal(roomOfPath('/r/abc/def'), undefined);
});

test('an invitation is a code or a link, however it was copied', () => {
  const host = 'call.example:8443';
  assert.deepEqual(readInvitation(' K3vm-9xqa ', host), { room: 'k3vm-9xqa' });
  assert.deepEqual(readInvitation('https://call.example:8443/r/abc?lang=en', host), {
    room: 'abc',
  });
  assert.deepEqual(readInvitation('call.example:8443/r/abc', host), { room: 'abc' });
  assert.deepEqual(readInvitation('https://other.example/r/abc', host), { foreign: true });
  assert.deepEqual(readInvitation('https://call.example:8443/', host), {});
  assert.deepEqual(readInvitation('what is this?', host), {});
  assert.deepEqual(readInvitation('', host), {});
});
