import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onNetworkChange } from '../../src/page/network-change.js';

test('another network is one of another kind, or one after none', () => {
  const network = Object.assign(new EventTarget(), { type: 'wifi' });
  const window = Object.assign(new EventTarget(), { navigator: { connection: network } });
  let changes = 0;
  onNetworkChange(/** @type {any} */ (window), () => {
    changes += 1;
  });
  network.dispatchEvent(new Event('change'));
  assert.equal(changes, 0);
  network.type = 'cellular';
  network.dispatchEvent(new Event('change'));
  assert.equal(changes, 1);
  window.dispatchEvent(new Event('online'));
  assert.equal(changes, 2);
});

test('a browser that does not tell the kind of network tells when there is one again', () => {
  const window = Object.assign(new EventTarget(), { navigator: {} });
  let changes = 0;
  onNetworkChange(/** @type {any} */ (window), () => {
    changes += 1;
  });
  window.dispatchEvent(new Event('online'));
  assert.equal(changes, 1);
});
