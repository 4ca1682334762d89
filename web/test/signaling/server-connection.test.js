import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { ServerConnection } from '../../src/signaling/server-connection.js';
import { FakeClock, FakeSocket } from '../fakes/fakes.js';

/** @type {FakeClock} */
let clock;
/** @type {ServerConnection} */
let connection;
/** @type {string[]} what it told */
let told;

const HOUR = 3_600_000;

beforeEach(() => {
  FakeSocket.opened = [];
  clock = new FakeClock();
  told = [];
  connection = new ServerConnection({
    url: 'wss://call.example/ws',
    clock,
    openSocket: FakeSocket.open,
    handlers: {
      received: (reading) => told.push(reading.kind),
      ask: () => told.push('ask'),
      silent: () => told.push('silent'),
      closed: (code) => told.push(`closed ${code}`),
    },
  });
});

/** @param {(number | string)[]} expected of what it told since the last look */
function tells(...expected) {
  assert.deepEqual(told.splice(0), expected);
}

test('an attempt without a welcome is given up after 10 s', () => {
  clock.advance(9999);
  FakeSocket.last.say({ type: 'error', code: 'x' });
  tells('message');
  clock.advance(1);
  tells('silent');
  assert.equal(FakeSocket.last.closedWith, 3000);
});

test('a ping goes out 15 s after the welcome, and 15 s after each answer', () => {
  FakeSocket.last.welcome();
  tells('message');
  for (let i = 0; i < 3; i += 1) {
    clock.advance(14_999);
    tells();
    clock.advance(1);
    tells('ask');
    clock.advance(4999);
    FakeSocket.last.say({ type: 'user-left', clientId: 'b', clientCount: 1 });
    tells('message');
  }
});

test('a server that does not answer in 5 s has gone; what cannot be read is an answer too', () => {
  FakeSocket.last.welcome();
  clock.advance(15_000);
  FakeSocket.last.say('{');
  clock.advance(15_000 + 4999);
  tells('message', 'ask', 'unreadable', 'ask');
  clock.advance(1);
  tells('silent');
  assert.equal(FakeSocket.last.closedWith, 3000);
});

test('who is asked again does not get more time', () => {
  FakeSocket.last.welcome();
  connection.check();
  clock.advance(4000);
  connection.check();
  tells('message', 'ask');
  clock.advance(1000);
  tells('silent');
});

test('once it has ended it says nothing, and nothing is due', () => {
  FakeSocket.last.welcome();
  connection.check();
  told = [];
  connection.close(1000);
  connection.close(3000);
  assert.equal(FakeSocket.last.closedWith, 1000);
  FakeSocket.last.say({ type: 'pong' });
  FakeSocket.last.drop(1006);
  connection.check();
  clock.advance(HOUR);
  tells();
});

test('the code of the close is told, once', () => {
  FakeSocket.last.drop(4001);
  clock.advance(HOUR);
  tells('closed 4001');
});

test('a page that slept gives an answer the time to be read before it gives the server up', () => {
  FakeSocket.last.welcome();
  clock.advance(15_000);
  tells('message', 'ask');
  clock.sleep(HOUR);
  tells('ask');
  FakeSocket.last.say({ type: 'pong' });
  clock.advance(5000);
  tells('message');
});

test('a page that slept finds the server gone within 5 s', () => {
  FakeSocket.last.welcome();
  clock.sleep(HOUR);
  clock.advance(5000);
  tells('message', 'ask', 'silent');
});

test('an attempt that the page slept through has 5 s more', () => {
  clock.sleep(HOUR);
  clock.advance(4999);
  tells();
  clock.advance(1);
  tells('silent');
});

test('when something last came in is measured, whatever the clock is set to', () => {
  FakeSocket.last.welcome();
  clock.advance(1000);
  clock.setWall(0);
  const before = clock.elapsed();
  assert.ok(connection.heardAt < before);
  FakeSocket.last.say({ type: 'pong' });
  assert.equal(connection.heardAt, before);
});
