import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { FakeSocket } from '../fakes/fakes.js';
import { setUp } from '../fakes/signaling-setup.js';

/** @type {ReturnType<typeof setUp>['clock']} */
let clock;
/** @type {any} */
let log;
/** @type {ReturnType<typeof setUp>['signaling']} */
let signaling;
/** @type {any[]} */
let messages;
/** @type {ReturnType<typeof setUp>['connect']} */
let connect;
/** @type {ReturnType<typeof setUp>['retriesAfter']} */
let retriesAfter;

/** The socket that the signaling uses now. */
function socket() {
  return FakeSocket.last;
}

beforeEach(() => {
  ({ clock, log, signaling, messages, connect, retriesAfter } = setUp());
});

test('it is open from the welcome on', () => {
  signaling.open();
  assert.equal(socket().url, 'wss://call.example/ws?room=a');
  assert.equal(signaling.state.state, 'connecting');
  socket().welcome();
  assert.equal(signaling.state.state, 'open');
  assert.equal(messages[0].type, 'welcome');
});

test('what is sent while it is not open is not kept', () => {
  signaling.open();
  assert.equal(signaling.send({ type: 'offer' }), false);
  socket().welcome();
  assert.equal(signaling.send({ type: 'hangup' }), true);
  assert.deepEqual(socket().sent, [{ type: 'hangup' }]);
});

test('the server is asked whether it is there: it answers, or is connected to anew', () => {
  signaling.check();
  connect();
  const asked = clock.elapsed();
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
  retriesAfter(0);
  socket().welcome();
  for (let second = 0; second < 16; second += 1) {
    clock.advance(1000);
    socket().say({ type: 'pong' });
  }
  socket().drop(4006);
  assert.deepEqual(signaling.state, { state: 'refused', code: 4006 });
});

for (const code of [1001, 1006, 1011, 4004, 4005]) {
  test(`close code ${code} is one to connect again after`, () => {
    connect();
    socket().drop(code);
    assert.equal(signaling.state.state, 'waiting');
  });
}

for (const code of [1002, 1007, 1009, 4001, 4002, 4003, 4006, 4007]) {
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

test('what cannot be read is logged, and the connection goes on', () => {
  connect();
  socket().say('{"type":');
  socket().say('[]');
  socket().say('null');
  socket().say({ type: 'candidate', from: 'b', candidate: { candidate: 5 } });
  socket().say({ type: 'news' });
  assert.equal(messages.length, 1);
  assert.equal(log.codes.filter((/** @type {string} */ c) => c === 'message-unreadable').length, 4);
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
