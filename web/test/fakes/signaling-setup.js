import assert from 'node:assert/strict';
import { SignalClient } from '../../src/signaling/signal-client.js';
import { FakeClock, FakeSocket, quietLog } from './fakes.js';

/** A client that has not connected yet, and what is usual to do with one. */
export function setUp() {
  FakeSocket.opened = [];
  const clock = new FakeClock();
  const log = quietLog();
  const openSocket = FakeSocket.open;
  const signaling = new SignalClient({
    url: 'wss://call.example/ws?room=a',
    clock,
    log,
    openSocket,
  });
  /** @type {any[]} what it was told by the server */
  const messages = [];
  signaling.addEventListener('server-message', (event) =>
    messages.push(/** @type {any} */ (event).message),
  );
  /** @param {object} [fields] of the welcome, besides the usual ones */
  const connect = (fields) => {
    signaling.open();
    FakeSocket.last.welcome('me', fields);
    clock.advance(6000); // and lets it be steady
  };
  /** It waits, and tries again after `delay` milliseconds, no sooner. @param {number} delay */
  const retriesAfter = (delay) => {
    assert.equal(signaling.state.state, 'waiting');
    const count = FakeSocket.opened.length;
    clock.advance(Math.max(0, delay - 1));
    assert.equal(FakeSocket.opened.length, delay === 0 ? count + 1 : count);
    clock.advance(Math.min(1, delay));
    assert.equal(FakeSocket.opened.length, count + 1);
  };
  return { clock, log, signaling, messages, connect, retriesAfter };
}
