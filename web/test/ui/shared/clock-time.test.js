import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clockTime } from '../../../src/ui/shared/clock-time.js';

test('a duration is minutes and seconds, and hours where there are any', () => {
  assert.equal(clockTime(0), '00:00');
  assert.equal(clockTime(754_999), '12:34');
  assert.equal(clockTime(3_600_000), '01:00:00');
  assert.equal(clockTime(-5), '00:00');
});
