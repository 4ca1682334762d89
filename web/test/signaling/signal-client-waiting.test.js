import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { FakeSocket } from '../fakes/fakes.js';
import { setUp } from '../fakes/signaling-setup.js';

/** @type {ReturnType<typeof setUp>['clock']} */
let clock;
/** @type {ReturnType<typeof setUp>['signaling']} */
let signaling;
/** @type {ReturnType<typeof setUp>['connect']} */
let connect;
/** @type {ReturnType<typeof setUp>['retriesAfter']} */
let retriesAfter;

/** The socket that the signaling uses now. */
function socket() {
  return FakeSocket.last;
}

beforeEach(() => {
  ({ clock, signaling, connect, retriesAfter } = setUp());
});

test('a lost connection is made anew at once, then after 0.3, 1.2, 2.7 and 4.8 s', () => {
  connect();
  for (const delay of [0, 300, 1200, 2700, 4800]) {
    socket().drop(1006);
    retriesAfter(delay);
  }
});

test('while a call waits for the server, no delay is longer than 2 s', () => {
  connect();
  signaling.urgent = true;
  for (const delay of [0, 300, 1200, 2000, 2000, 2000]) {
    socket().drop(1006);
    retriesAfter(delay);
  }
});

test('a wait that has begun is cut short when a call needs the server', () => {
  connect();
  for (const delay of [0, 300, 1200, 2700]) {
    socket().drop(1006);
    retriesAfter(delay);
  }
  socket().drop(1006);
  clock.advance(1000);
  signaling.urgent = true;
  retriesAfter(1000);
  signaling.urgent = false;
  socket().drop(1006);
  clock.advance(3000);
  signaling.urgent = true;
  retriesAfter(0);
});

test('a wait that is no longer urgent is as long as any', () => {
  connect();
  signaling.urgent = true;
  for (const delay of [0, 300, 1200]) {
    socket().drop(1006);
    retriesAfter(delay);
  }
  socket().drop(1006);
  clock.advance(500);
  signaling.urgent = false;
  retriesAfter(2200);
});

test('urgency where nothing is waited for changes nothing', () => {
  for (const urgent of [true, false]) {
    signaling.urgent = urgent;
  }
  assert.equal(FakeSocket.opened.length, 0);
  connect();
  signaling.urgent = true;
  clock.advance(8000);
  assert.equal(FakeSocket.opened.length, 1);
});

test('a page that wakes tries at once what it waits for, and asks what seems to be there', () => {
  connect();
  signaling.wake();
  assert.deepEqual(socket().sent, [{ type: 'ping' }]);
  socket().say({ type: 'pong' });
  for (const delay of [0, 300, 1200, 2700]) {
    socket().drop(1006);
    retriesAfter(delay);
  }
  socket().drop(1006);
  clock.advance(1000);
  const count = FakeSocket.opened.length;
  signaling.wake();
  signaling.wake();
  assert.equal(FakeSocket.opened.length, count + 1);
  socket().drop(1006);
  retriesAfter(0);
});

test('a page that wakes leaves a closed connection and a refused one alone', () => {
  signaling.wake();
  connect();
  socket().drop(4003);
  signaling.wake();
  assert.equal(FakeSocket.opened.length, 1);
});

test('a page asleep for an hour finds the connection that died meanwhile dead, and goes on', () => {
  connect();
  clock.sleep(3_600_000);
  signaling.wake();
  clock.advance(5000);
  assert.equal(FakeSocket.opened.length, 2);
  assert.equal(signaling.state.state, 'connecting');
  socket().welcome();
  assert.equal(signaling.state.state, 'open');
});

test('a clock that is set forward or back changes no wait', () => {
  connect();
  for (const delay of [0, 300, 1200]) {
    clock.setWall(delay === 300 ? 0 : 1e13);
    socket().drop(1006);
    retriesAfter(delay);
  }
});

test('a server that stops, and a page that Firefox leaves, are given a moment', () => {
  connect();
  socket().drop(1001);
  retriesAfter(1200);
  socket().drop(1006);
  retriesAfter(2700);
});

test('a connection that lasts begins the schedule again, one that does not goes on in it', () => {
  connect();
  socket().drop(1006);
  retriesAfter(0);
  socket().welcome();
  socket().drop(1006);
  retriesAfter(300);
  socket().welcome();
  clock.advance(6000);
  socket().drop(1006);
  retriesAfter(0);
});

test('open does not wait for the schedule', () => {
  connect();
  socket().drop(1006);
  clock.advance(0);
  socket().drop(1006);
  const count = FakeSocket.opened.length;
  signaling.open();
  assert.equal(FakeSocket.opened.length, count + 1);
  clock.advance(300);
  assert.equal(FakeSocket.opened.length, count + 1);
});
