import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EventLog } from '../../src/page/event-log.js';
import { FakeClock } from '../fakes/fakes.js';

test('the log keeps the last 2000 entries with their times', () => {
  const clock = new FakeClock();
  const log = new EventLog(clock);
  for (let i = 0; i < 2001; i += 1) {
    clock.advance(1);
    log.add('info', 'ice-state', { state: i });
  }
  assert.equal(log.entries.length, 2000);
  assert.equal(log.entries[0]?.params.state, 1);
  assert.equal(log.entries.at(-1)?.at, clock.now());
});

test('each entry is told as it is added', () => {
  const log = new EventLog(new FakeClock());
  /** @type {string[]} */
  const told = [];
  log.addEventListener('entry', (event) => told.push(/** @type {any} */ (event).entry.code));
  log.add('info', 'ice-state');
  log.add('error', 'call-ended', { reason: 'lost' });
  assert.deepEqual(told, ['ice-state', 'call-ended']);
  assert.deepEqual(log.entries.at(-1)?.params, { reason: 'lost' });
});
