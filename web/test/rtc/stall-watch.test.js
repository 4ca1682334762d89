import assert from 'node:assert/strict';
import { test } from 'node:test';
import { StallWatch } from '../../src/rtc/stall-watch.js';

/** @param {...number} bytes of each pair @returns {any} */
const report = (...bytes) =>
  new Map(
    bytes.map((bytesReceived, id) => [String(id), { type: 'candidate-pair', bytesReceived }]),
  );

test('silence is counted once something has come in', () => {
  const watch = new StallWatch();
  assert.equal(watch.look(report(0)), 0);
  assert.equal(watch.look(report(0)), 0);
  assert.equal(watch.isFlowing, false);
  assert.equal(watch.look(report(10, 0)), 0);
  assert.equal(watch.isFlowing, true);
  assert.equal(watch.look(report(10, 0)), 1);
  assert.equal(watch.look(report(10, 0)), 2);
  assert.equal(watch.isFlowing, false);
  assert.equal(watch.look(report(10, 5)), 0, 'over whichever pair');
});

test('silence goes on over a restart, until something comes in over whichever path', () => {
  const watch = new StallWatch();
  watch.look(report(0));
  assert.equal(watch.silence, 0, 'nothing ever came');
  watch.look(report(10));
  watch.restart();
  watch.look(report(10));
  watch.look(report(10, 0));
  assert.equal(watch.silence, 2);
  watch.look(report(0));
  assert.equal(watch.silence, 3, 'the old pair is gone');
  watch.look(report(5));
  assert.equal(watch.silence, 0);
});

test('after a restart something must come in anew', () => {
  const watch = new StallWatch();
  watch.look(report(10));
  watch.look(report(20));
  watch.restart();
  assert.equal(watch.look(report(20)), 0);
  assert.equal(watch.look(report(20)), 0);
  watch.look(report(30));
  assert.equal(watch.look(report(30)), 1);
});
