import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MessageOrder } from '../../src/call/message-order.js';

/** @param {string} type @param {number} [n] @param {number} [connection] @returns {any} */
const message = (type, n, connection) => ({ type, n, connection, from: 'b' });

test('the first copy of a message counts, and no other', () => {
  const order = new MessageOrder();
  assert.equal(order.admits(message('candidate', 1)), true);
  assert.equal(order.admits(message('candidate', 1)), false);
  assert.equal(order.admits(message('candidate', 1, 1)), true, 'of the next connection');
});

test('a client that numbers nothing is always heard', () => {
  const order = new MessageOrder();
  for (const type of ['offer', 'offer', 'hangup', 'hangup']) {
    assert.equal(order.admits(message(type)), true);
  }
});

test('what negotiates counts only if nothing newer came before; candidates come in any order', () => {
  const order = new MessageOrder();
  assert.equal(order.admits(message('offer', 5)), true);
  assert.equal(order.admits(message('control', 4)), false);
  assert.equal(order.admits(message('answer', 3)), false);
  assert.equal(order.admits(message('candidate', 2)), true);
  assert.equal(order.admits(message('offer', 1, 1)), true, 'of the next connection');
});

test('at least the newest 256 messages are known again', () => {
  const order = new MessageOrder();
  for (let n = 1; n <= 300; n += 1) {
    assert.equal(order.admits(message('candidate', n)), true);
  }
  for (let n = 45; n <= 300; n += 1) {
    assert.equal(order.admits(message('candidate', n)), false, String(n));
  }
});
