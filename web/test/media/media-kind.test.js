import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KINDS } from '../../src/media/media-kind.js';

test('sound comes before pictures, as the media sections of an offer do', () => {
  assert.deepEqual(KINDS, ['audio', 'video']);
});
