import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRoomId } from '../src/room-id.js';

test('a room has 1 to 64 characters', () => {
  assert.equal(isRoomId(''), false);
  assert.equal(isRoomId('a'), true);
  assert.equal(isRoomId('a'.repeat(64)), true);
  assert.equal(isRoomId('a'.repeat(65)), false);
});
