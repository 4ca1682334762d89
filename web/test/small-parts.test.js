import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EventLog } from '../src/page/event-log.js';
import { PreferenceStore } from '../src/page/storage.js';
import { FakeClock } from './fakes/fakes.js';

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

test('preferences are remembered, and without a storage until the page closes', () => {
  const kept = new Map();
  const storage = /** @type {any} */ ({
    getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => kept.set(key, value),
  });
  new PreferenceStore(storage).set('name', 'Anna');
  assert.equal(new PreferenceStore(storage).get('name'), 'Anna');
  assert.equal(kept.get('duologue.name'), 'Anna');
  const full = /** @type {any} */ ({
    getItem: () => null,
    setItem() {
      throw new DOMException('full', 'QuotaExceededError');
    },
  });
  const preferences = new PreferenceStore(full);
  preferences.set('name', 'Anna');
  assert.equal(preferences.get('name'), 'Anna');
  assert.equal(preferences.get('camera'), '');
});
