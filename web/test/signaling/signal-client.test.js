import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { ReconnectPolicy } from '../../src/signaling/reconnect-policy.js';
import { SignalClient } from '../../src/signaling/signal-client.js';
import { FakeClock, FakeSocket, quietLog } from '../fakes/fakes.js';

/** @type {FakeClock} */
let clock;
/** @type {any} */
let log;
/** @type {SignalClient} */
let signaling;
/** @type {any[]} */
let messages;

/** The socket that the signaling uses now. */
function socket() {
  const last = FakeSocket.opened.at(-1);
  assert.ok(last);
  return last;
}

/** Opens the signaling, and lets it be steady. */
function connect() {
  signaling.open();
  socket().welcome();
  clock.advance(6000);
}

beforeEach(() => {
  FakeSocket.opened = [];
  clock = new FakeClock();
  log = quietLog();
  messages = [];
  const Socket = /** @type {any} */ (FakeSocket);
  signaling = new SignalClient({ url: 'wss://call.example/ws?room=a', clock, log, Socket });
  signaling.addEventListener('server-message', (event) =>
    messages.push(/** @type {any} */ (event).message),
  );
});

test('it is open from the welcome on', () => {
  signaling.open();
  assert.equal(socket().url, 'wss://call.example/ws?room=a');
  assert.equal(socket().protocol, 'duologue.1');
  assert.deepEqual(signaling.state, { state: 'connecting' });
  socket().welcome();
  assert.deepEqual(signaling.state, { state: 'open' });
  assert.equal(messages[0].type, 'welcome');
});

test('what is sent while it is not open is not kept', () => {
  signaling.open();
  assert.equal(signaling.send({ type: 'offer' }), false);
  socket().welcome();
  assert.equal(signaling.send({ type: 'hangup' }), true);
  assert.deepEqual(socket().sent, [{ type: 'hangup' }]);
});

test('a lost connection is made anew at once, then after 0.3, 1.2, 2.7 and 4.8 s', () => {
  connect();
  for (const delay of [0, 300, 1200, 2700, 4800]) {
    const count = FakeSocket.opened.length;
    socket().drop(1006);
    assert.deepEqual(signaling.state, { state: 'waiting', delay });
    clock.advance(Math.max(0, delay - 1));
    assert.equal(FakeSocket.opened.length, delay === 0 ? count + 1 : count);
    clock.advance(1);
    assert.equal(FakeSocket.opened.length, count + 1);
  }
});

test('while a call waits for the server, no delay is longer than 2 s', () => {
  connect();
  signaling.retries.urgent = true;
  const delays = [];
  for (let attempt = 0; attempt < 6; attempt += 1) {
    socket().drop(1006);
    delays.push('delay' in signaling.state && signaling.state.delay);
    clock.advance(2000);
  }
  assert.deepEqual(delays, [0, 300, 1200, 2000, 2000, 2000]);
});

test('a server that stops, and a page that Firefox leaves, are given a moment', () => {
  connect();
  socket().drop(1001);
  assert.deepEqual(signaling.state, { state: 'waiting', delay: 1200 });
  clock.advance(1200);
  socket().drop(1006);
  assert.deepEqual(signaling.state, { state: 'waiting', delay: 2700 });
});

test('the server is asked whether it is there: it answers, or is connected to anew', () => {
  signaling.check();
  connect();
  const asked = clock.now();
  const before = socket().sent.length;
  signaling.check();
  assert.equal(socket().sent.length, before + 1);
  clock.advance(1000);
  assert.equal(signaling.heardSince(asked), false);
  socket().say({ type: 'pong' });
  assert.equal(signaling.heardSince(asked), true);
  signaling.check();
  clock.advance(5000);
  assert.equal(FakeSocket.opened.length, 2);
  assert.equal(signaling.state.state, 'connecting');
  assert.equal(signaling.heardSince(asked), false);
});

test('when the network changes, a new connection takes the place of the old at once', () => {
  signaling.renew();
  assert.equal(FakeSocket.opened.length, 0);
  connect();
  const old = socket();
  signaling.renew();
  assert.equal(old.closedWith, 3000);
  assert.equal(FakeSocket.opened.length, 2);
  signaling.renew();
  assert.equal(FakeSocket.opened.length, 3);
  socket().drop(1006);
  assert.deepEqual(signaling.state, { state: 'waiting', delay: 0 });
  signaling.renew();
  clock.advance(1);
  assert.equal(FakeSocket.opened.length, 4);
  socket().drop(4003);
  signaling.renew();
  assert.equal(FakeSocket.opened.length, 4);
});

test('an attempt of its own that arrives late takes the connection over, but not for good', () => {
  signaling.open();
  signaling.renew();
  socket().welcome();
  clock.advance(14_000);
  socket().drop(4006);
  assert.deepEqual(signaling.state, { state: 'waiting', delay: 0 });
  clock.advance(0);
  socket().welcome();
  for (let second = 0; second < 16; second += 1) {
    clock.advance(1000);
    socket().say({ type: 'pong' });
  }
  socket().drop(4006);
  assert.deepEqual(signaling.state, { state: 'refused', code: 4006 });
});

test('later attempts come every 5 to 7 s', () => {
  for (const random of [0, 1]) {
    const retries = new ReconnectPolicy(() => random);
    for (let attempt = 0; attempt < 5; attempt += 1) {
      retries.next(0);
    }
    assert.equal(retries.next(0), 5000 + random * 2000);
    assert.equal(retries.next(0), 5000 + random * 2000);
  }
});

test('a connection that lasts begins the schedule again, one that does not goes on in it', () => {
  connect();
  socket().drop(1006);
  clock.advance(0);
  socket().welcome();
  socket().drop(1006);
  assert.deepEqual(signaling.state, { state: 'waiting', delay: 300 });
  clock.advance(300);
  socket().welcome();
  clock.advance(6000);
  socket().drop(1006);
  assert.deepEqual(signaling.state, { state: 'waiting', delay: 0 });
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

for (const code of [1001, 1006, 1011, 4004, 4005]) {
  test(`close code ${code} is one to connect again after`, () => {
    connect();
    socket().drop(code);
    assert.equal(signaling.state.state, 'waiting');
  });
}

for (const code of [1002, 1007, 1009, 4001, 4002, 4003, 4006]) {
  test(`close code ${code} is final`, () => {
    connect();
    socket().drop(code);
    assert.deepEqual(signaling.state, { state: 'refused', code });
    clock.advance(60_000);
    assert.equal(FakeSocket.opened.length, 1);
  });
}

test('a full room is tried again by a signaling that is told to persist', () => {
  connect();
  signaling.persistent = true;
  socket().drop(4001);
  assert.equal(signaling.state.state, 'waiting');
});

test('a server that does not answer a ping in 5 s is given up', () => {
  connect();
  clock.advance(9000);
  assert.deepEqual(socket().sent, [{ type: 'ping' }]);
  const old = socket();
  clock.advance(4999);
  assert.equal(signaling.state.state, 'open');
  clock.advance(1);
  assert.equal(old.closedWith, 3000);
  assert.notEqual(socket(), old);
  assert.ok(log.codes.includes('signaling-silent'));
});

test('any message is as good as a pong', () => {
  connect();
  clock.advance(9000);
  socket().say({ type: 'user-joined', clientId: 'b', clientCount: 2 });
  clock.advance(14_000);
  assert.equal(FakeSocket.opened.length, 1);
});

test('an attempt without a welcome is given up after 10 s', () => {
  signaling.open();
  clock.advance(10_000);
  assert.equal(FakeSocket.opened.length, 2);
});

test('what cannot be read is logged, and the connection goes on', () => {
  connect();
  socket().say('{"type":');
  socket().say('[]');
  socket().say('null');
  assert.equal(messages.length, 1);
  assert.equal(log.codes.filter((/** @type {string} */ c) => c === 'message-unreadable').length, 3);
  assert.equal(signaling.state.state, 'open');
});

test('close says goodbye, and nothing is tried any more', () => {
  connect();
  signaling.close();
  assert.equal(socket().closedWith, 1000);
  assert.deepEqual(signaling.state, { state: 'closed' });
  clock.advance(60_000);
  assert.equal(FakeSocket.opened.length, 1);
});
