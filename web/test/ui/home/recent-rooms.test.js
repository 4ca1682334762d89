import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PreferenceStore } from '../../../src/page/storage.js';
import { forgetRoom, recentRooms, rememberRoom } from '../../../src/ui/home/recent-rooms.js';

test('the last six rooms are remembered once each, the last one first', () => {
  const preferences = new PreferenceStore(undefined);
  for (const room of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'b']) {
    rememberRoom(preferences, room);
  }
  assert.deepEqual(recentRooms(preferences), ['b', 'g', 'f', 'e', 'd', 'c']);
  forgetRoom(preferences, 'g');
  assert.deepEqual(recentRooms(preferences), ['b', 'f', 'e', 'd', 'c']);
});

test('what another version or another page left in the storage does no harm', () => {
  for (const [kept, rooms] of /** @type {[string, string[]][]} */ ([
    ['{', []],
    ['7', []],
    ['null', []],
    ['{"a":1}', []],
    ['"abc"', ['a', 'b', 'c']],
    ['["ok", 5, "<b>", null, ["x"], "ok"]', ['ok']],
    [JSON.stringify(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']), ['a', 'b', 'c', 'd', 'e', 'f']],
  ])) {
    const preferences = new PreferenceStore(undefined);
    preferences.set('rooms', kept);
    assert.deepEqual(recentRooms(preferences), rooms, kept);
    rememberRoom(preferences, 'new');
    assert.equal(recentRooms(preferences)[0], 'new', kept);
  }
});
