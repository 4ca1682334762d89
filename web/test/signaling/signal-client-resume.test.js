import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Roster } from '../../src/signaling/roster.js';
import { SignalClient } from '../../src/signaling/signal-client.js';
import { FakeClock, FakeSocket, quietLog } from '../fakes/fakes.js';

const WINDOW = 30_000;
/** What the welcome of a server says that keeps the seat of a lost page. */
const SESSION = { seq: 1, session: 'token', resumeWindow: WINDOW };

/** @type {FakeClock} */
let clock;
/** @type {SignalClient} */
let signaling;
/** @type {Roster} */
let roster;
/** @type {string[]} */
let heard;

/** The socket that the signaling uses now. */
function socket() {
  return FakeSocket.last;
}

/** What was sent over the present socket, pings aside. */
function sent() {
  return socket().sent.filter(({ type }) => type !== 'ping');
}

/** What the present connection asked for. */
function asked() {
  return Object.fromEntries(new URL(socket().url).searchParams);
}

/** Breaks the connection; the next attempt is under way. */
function lose() {
  socket().drop(1006);
  signaling.wake();
}

/** @param {number} received messages that the server had */
function resume(received) {
  const { last } = asked();
  socket().welcome('me', { ...SESSION, seq: Number(last), resumed: true, received });
}

/** @param {number} seq @param {object} message */
function hear(seq, message) {
  socket().say({ seq, ...message });
}

/** @param {number} n */
function control(n) {
  return { type: 'control', n };
}

beforeEach(() => {
  FakeSocket.opened = [];
  clock = new FakeClock();
  const log = /** @type {any} */ (quietLog());
  const openSocket = FakeSocket.open;
  signaling = new SignalClient({ url: 'wss://call.example/ws?room=a', clock, log, openSocket });
  roster = new Roster(signaling, log);
  signaling.open();
  socket().welcome('me', { ...SESSION, clientCount: 2, members: ['b'] });
  clock.advance(6000);
  heard = [];
  signaling.addEventListener('server-message', (event) =>
    heard.push(/** @type {any} */ (event).message.type),
  );
});

test('the next connection says whose it is and what was seen', () => {
  assert.deepEqual(asked(), { room: 'a' });
  hear(2, { type: 'state', from: 'b', name: 'Ben' });
  hear(3, control(1));
  hear(3, { type: 'pong' });
  lose();
  assert.deepEqual(asked(), { room: 'a', session: 'token', last: '3' });
});

test('a page goes on for the one before it, of which it knows no more than the token', () => {
  const { session } = signaling;
  signaling.close();
  signaling.open(session);
  assert.deepEqual(asked(), { room: 'a', session: 'token' });
  assert.equal(signaling.resuming, false);
});

test('a fresh token in a pong takes the place of the old one', () => {
  hear(1, { type: 'pong', received: 0, session: 'fresh' });
  lose();
  assert.equal(asked().session, 'fresh');
});

test('what the server did not get is sent again in its order, and nothing else', () => {
  for (const n of [1, 2, 3]) {
    signaling.send(control(n));
  }
  lose();
  assert.equal(signaling.send(control(4)), true);
  assert.deepEqual(socket().sent, []);
  resume(1);
  assert.deepEqual(sent(), [control(2), control(3), control(4)]);
  signaling.send(control(5));
  lose();
  resume(6); // the ping of the page that was back is counted too
  assert.deepEqual(sent(), []);
});

test('pings are counted like every other message', () => {
  signaling.send(control(1));
  clock.advance(9000);
  assert.deepEqual(socket().sent.at(-1), { type: 'ping', last: 1 });
  signaling.send(control(2));
  lose();
  resume(2);
  assert.deepEqual(sent(), [control(2)]);
});

test('what a pong confirms is not sent again', () => {
  signaling.send(control(1));
  signaling.send(control(2));
  hear(1, { type: 'pong', received: 1 });
  lose();
  resume(1);
  assert.deepEqual(sent(), [control(2)]);
});

test('an attempt that fails loses nothing', () => {
  signaling.send(control(1));
  lose();
  signaling.send(control(2));
  lose();
  resume(0);
  assert.deepEqual(sent(), [control(1), control(2)]);
});

test('the two compare their counts before there is too much to remember', () => {
  for (let n = 1; n <= 31; n += 1) {
    hear(n + 1, { type: 'state', from: 'b' });
  }
  assert.deepEqual(socket().sent, []);
  hear(33, { type: 'state', from: 'b' });
  assert.deepEqual(socket().sent, [{ type: 'ping', last: 33 }]);
});

test('64 messages are kept; with one more the page begins anew, and says so', () => {
  lose();
  for (let n = 1; n <= 64; n += 1) {
    assert.equal(signaling.send(control(n)), true);
  }
  assert.equal(signaling.resuming, true);
  signaling.send(control(65));
  assert.equal(signaling.resuming, false);
  assert.equal(signaling.send(control(66)), false);
  lose();
  assert.deepEqual(asked(), { room: 'a', session: 'token' });
});

test('a lost page can resume until the window is over, and then begins anew under its id', () => {
  socket().drop(1006);
  clock.advance(WINDOW - 1);
  assert.equal(signaling.resuming, true);
  assert.equal(signaling.send(control(1)), true);
  clock.advance(1);
  assert.equal(signaling.resuming, false);
  assert.equal(signaling.send(control(2)), false);
  clock.advance(10_000);
  assert.deepEqual(asked(), { room: 'a', session: 'token' });
  socket().welcome('me', { ...SESSION, resumed: true, gap: true, received: 0 });
  assert.deepEqual(sent(), []);
  assert.equal(signaling.send(control(3)), true);
  lose();
  resume(0);
  assert.deepEqual(sent(), [control(3)]);
});

test('after a gap only the goodbye of a call is sent again, to whoever is there', () => {
  signaling.send(control(1));
  signaling.send({ type: 'hangup', reason: 'ended', target: 'b', call: 'x' });
  lose();
  signaling.send(control(2));
  socket().welcome('me', { ...SESSION, resumed: true, gap: true, received: 0 });
  assert.deepEqual(sent(), [{ type: 'hangup', reason: 'ended', call: 'x' }]);
  lose();
  resume(1);
  assert.deepEqual(sent(), []);
});

test('a token that the server does not take makes a newcomer', () => {
  signaling.send(control(1));
  lose();
  socket().welcome('other', { ...SESSION, session: 'another' });
  assert.equal(roster.selfId, 'other');
  assert.deepEqual(sent(), []);
  lose();
  assert.deepEqual(asked(), { room: 'a', session: 'another', last: '1' });
});

test('a server that keeps no seats is asked for none', () => {
  signaling.close();
  signaling.open();
  socket().welcome('me', { seq: 1 });
  signaling.send(control(1));
  socket().drop(1006);
  assert.equal(signaling.resuming, false);
  assert.equal(signaling.send(control(2)), false);
  assert.deepEqual(roster.members, []);
  clock.advance(300);
  assert.deepEqual(asked(), { room: 'a' });
});

test('after a goodbye the page comes as a newcomer', () => {
  signaling.close();
  assert.equal(signaling.send(control(1)), false);
  signaling.open();
  assert.deepEqual(asked(), { room: 'a' });
});

test('who is lost still knows the others, and hears who came and went', () => {
  hear(2, { type: 'state', from: 'b', name: 'Ben', ready: true });
  lose();
  assert.equal(roster.selfId, 'me');
  assert.equal(roster.other?.name, 'Ben');
  resume(0);
  assert.equal(roster.other?.name, 'Ben');
  assert.equal(roster.count, 2);
  hear(3, { type: 'user-left', clientId: 'b', clientCount: 1 });
  hear(4, { type: 'user-joined', clientId: 'c', clientCount: 2 });
  assert.deepEqual(
    roster.members.map(({ id }) => id),
    ['c'],
  );
  assert.equal(roster.count, 2);
});

test('who is lost for longer than the window knows nobody any more', () => {
  socket().drop(1006);
  clock.advance(WINDOW - 1);
  assert.equal(roster.members.length, 1);
  clock.advance(1);
  assert.equal(roster.members.length, 0);
  assert.equal(roster.selfId, '');
});

test('a half-open connection is found out by a ping and resumed', () => {
  signaling.send(control(1));
  const old = socket();
  clock.advance(9000 + 5000);
  assert.equal(old.closedWith, 3000);
  assert.equal(signaling.state.state, 'connecting');
  assert.equal(signaling.resuming, true);
  resume(1);
  assert.equal(signaling.state.state, 'open');
  assert.deepEqual(sent(), []);
});

test('a call that was missed, and its end, come together', () => {
  lose();
  resume(0);
  hear(2, { type: 'state', from: 'b' });
  hear(3, { type: 'offer', from: 'b', sdp: 'v=0' });
  hear(4, { type: 'candidate', from: 'b', candidate: null });
  hear(5, { type: 'hangup', from: 'b', reason: 'cancelled' });
  assert.deepEqual(heard.splice(0), ['welcome', 'state']);
  assert.deepEqual(socket().sent.at(-1), { type: 'ping', last: 1 });
  hear(5, { type: 'pong', received: 1 });
  assert.deepEqual(heard.splice(0), ['offer', 'candidate', 'hangup', 'pong']);
  hear(6, { type: 'offer', from: 'b', sdp: 'v=0' });
  assert.deepEqual(heard, ['offer']);
});

test('a missed call is told, and not twice, if the connection breaks once more', () => {
  lose();
  resume(0);
  hear(2, { type: 'offer', from: 'b', sdp: 'v=0' });
  lose();
  assert.deepEqual(heard, ['welcome', 'offer']);
  assert.equal(asked().last, '2');
});

test('what cannot be read is counted all the same', () => {
  hear(2, { type: 'candidate', from: 'b', candidate: 5 });
  hear(3, { type: 'news' });
  lose();
  assert.equal(asked().last, '3');
});

test('what is said before the welcome belongs to no seat', () => {
  hear(7, control(1));
  lose();
  hear(1, { type: 'error', code: 'room-full', message: '', fatal: true });
  lose();
  assert.equal(asked().last, '7');
});
