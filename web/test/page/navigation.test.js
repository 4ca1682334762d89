import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wasReloaded } from '../../src/page/navigation.js';

/** @param {object[]} entries */
const page = (...entries) => ({ getEntriesByType: () => /** @type {any} */ (entries) });

test('a reloaded page is known by its navigation', () => {
  assert.equal(wasReloaded(page({ type: 'reload' })), true);
  for (const type of ['navigate', 'back_forward', 'prerender']) {
    assert.equal(wasReloaded(page({ type })), false, type);
  }
});

test('a browser that says nothing about it has not reloaded', () => {
  assert.equal(wasReloaded(page()), false);
});
