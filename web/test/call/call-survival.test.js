import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endReason, FakeChannel, FakeRoom, inCall, person, two } from '../fakes/fake-room.js';
import { FakeClock, settle } from '../fakes/fakes.js';

test('an offer of a call that is over does not ring, and is told so', async () => {
  const people = two();
  const { a, b, room } = people;
  await inCall(people);
  const state = () => b.call.state.state;
  const offer = a.signaling.sent.findLast(({ type }) => type === 'offer');
  b.call.hangUp();
  room.deliver();
  a.signaling.send({ ...offer, n: 50 });
  room.deliver();
  assert.equal(state(), 'ended');
  assert.deepEqual(b.signaling.sent.at(-1), {
    type: 'hangup',
    reason: 'ended',
    target: 'a',
    call: offer.call,
  });
  a.call.start();
  room.deliver();
  a.signaling.send({ ...offer, n: 51 });
  room.deliver();
  assert.equal(state(), 'ringing-in');
  await b.call.accept({ video: true });
  a.signaling.send({ ...offer, n: 52 });
  room.deliver();
  assert.equal(state(), 'connecting');
});

test('who is in a call is busy for a third', async () => {
  const people = two();
  await inCall(people);
  const c = person(people.room, 'c', people.clock);
  c.signaling.send({ type: 'offer', sdp: 'v=0', target: 'a', call: 'x' });
  people.room.deliver();
  assert.equal(people.a.call.state.state, 'in-call');
  const answer = people.a.signaling.sent.at(-1);
  assert.deepEqual(answer, { type: 'hangup', reason: 'busy', target: 'c', call: 'x' });
});

test('what is left over from an earlier call is not part of this one', async () => {
  const people = two();
  const { a, b, room } = people;
  await inCall(people);
  for (const old of ['hangup', 'answer', 'candidate']) {
    const fields = { sdp: 'v=0', candidate: { candidate: 'x' }, call: 'earlier' };
    b.signaling.send({ type: old, ...fields, target: 'a' });
  }
  room.deliver();
  assert.equal(a.call.state.state, 'in-call');
  assert.equal(a.session().received.length, 1);
  assert.equal(a.session().candidates.length, 0);
});

test('the page of the other side was closed', async () => {
  const people = two();
  await inCall(people);
  people.room.leave(people.b.signaling, 'left');
  assert.equal(endReason(people.a.call), 'left');
});

test('a call outlives the connection to the server, on both sides', async () => {
  const people = two();
  const { a, b, room } = people;
  await inCall(people);
  room.leave(b.signaling, 'lost');
  assert.equal(a.call.state.state, 'in-call');
  assert.equal(b.call.state.state, 'in-call');
  assert.equal(b.signaling.persistent, true);
  room.join(b.signaling, 'z');
  room.deliver();
  assert.deepEqual('peer' in a.call.state && a.call.state.peer, 'z');
  room.leave(a.signaling, 'lost');
  room.join(a.signaling, 'y');
  room.deliver();
  assert.deepEqual('peer' in b.call.state && b.call.state.peer, 'y');
  b.call.hangUp();
  room.deliver();
  assert.equal(a.call.state.state, 'ended');
});

test('a server that was started anew: who leads makes a new connection where its relay carried the old', async () => {
  for (const [path, isFlowing, connections] of /** @type {const} */ ([
    ['relay-udp', false, 2],
    ['relay-udp', true, 1], // it was another one's relay
    ['direct', false, 1],
  ])) {
    const people = two();
    const { a, b, room } = people;
    await inCall(people);
    for (const { signaling, session } of [a, b]) {
      Object.assign(session(), { path, isFlowing });
      room.leave(signaling, 'lost');
    }
    room.join(a.signaling, 'a');
    room.join(b.signaling, 'b');
    room.deliver();
    assert.deepEqual([a.sessions.length, b.sessions.length], [connections, connections]);
    assert.equal(a.sessions[0]?.resent, connections === 1 ? 1 : 0);
    assert.equal(b.sessions[0]?.resent, 1);
  }
});

test('a hang-up without signalling is made up for', async () => {
  const people = two();
  const { a, b, room } = people;
  await inCall(people);
  room.leave(b.signaling, 'lost');
  b.call.hangUp();
  assert.equal(a.call.state.state, 'in-call');
  room.join(b.signaling, 'z');
  room.deliver();
  assert.equal(a.call.state.state, 'ended');
});

test('a connection that breaks is recovered, or given up after 60 s', async () => {
  const people = two();
  const { a, clock } = people;
  await inCall(people);
  a.session().become('failed');
  assert.equal(a.call.state.state, 'recovering');
  assert.equal(a.session().restarts, 1);
  a.session().become('connected');
  assert.equal(a.call.state.state, 'in-call');
  a.session().become('failed');
  clock.advance(60_000);
  assert.equal(endReason(a.call), 'lost');
});

test('a connection that never comes up ends the call', async () => {
  const { a, b, room, clock } = two();
  a.call.start();
  room.deliver();
  await b.call.accept({ video: true });
  await settle();
  room.deliver();
  clock.advance(60_000);
  assert.equal(endReason(a.call), 'not-connected');
});

test('the other side begins anew: its old call is over, the new one rings', async () => {
  const people = two();
  const { a, b, room } = people;
  await inCall(people);
  const old = a.session();
  b.signaling.send({ type: 'offer', sdp: 'v=0', target: 'a', call: 'new' });
  room.deliver();
  assert.equal(old.closed, true);
  assert.equal(a.call.state.state, 'ringing-in');
});

test('closing the page closes the peer connection without a word', async () => {
  const people = two();
  await inCall(people);
  const { a } = people;
  const session = a.session();
  const count = a.signaling.sent.filter(({ type }) => type === 'hangup').length;
  a.call.close();
  assert.equal(session.closed, true);
  assert.equal(a.signaling.sent.filter(({ type }) => type === 'hangup').length, count);
});

test('the reference client calls: it names no calls, and hangs up without a target', async () => {
  const { a, b, room } = two();
  const sdp = { type: 'offer', sdp: 'v=0\r\no=- 77 2 IN IP4 127.0.0.1\r\n' };
  b.signaling.send({ type: 'offer', sdp });
  b.signaling.send({ type: 'candidate', candidate: { candidate: 'early' }, target: null });
  room.deliver();
  assert.equal(a.call.state.state, 'ringing-in');
  assert.deepEqual(a.session().candidates, [{ candidate: 'early' }]);
  await a.call.accept({ video: true });
  await settle();
  const answer = a.signaling.sent.findLast(({ type }) => type === 'answer');
  assert.equal(answer.target, 'b');
  assert.equal(answer.sdp.type, 'answer');
  a.session().become('connected');
  b.signaling.send({ type: 'hangup' });
  room.deliver();
  assert.equal(endReason(a.call), 'ended');
});

test('the reference client offers anew in the call: the same session or a new call', async () => {
  const { a, b, room } = two();
  const offer = (/** @type {number} */ session) =>
    b.signaling.send({ type: 'offer', sdp: `v=0\r\no=- ${session} 2 IN IP4 127.0.0.1\r\n` });
  offer(77);
  room.deliver();
  await a.call.accept({ video: true });
  a.session().become('connected');
  offer(77);
  room.deliver();
  assert.equal(a.call.state.state, 'in-call');
  assert.equal(a.session().received.length, 2);
  offer(78);
  room.deliver();
  assert.equal(a.call.state.state, 'ringing-in');
});

test('a client that says nothing gets the offer in both forms, one that does in one', () => {
  const clock = new FakeClock();
  const room = new FakeRoom();
  const silent = new FakeChannel();
  /** @type {string[]} */
  const forms = [];
  silent.addEventListener('server-message', (event) => {
    const { message } = /** @type {any} */ (event);
    if (message.type === 'offer') {
      forms.push(typeof message.sdp);
    }
  });
  room.join(silent, 'r');
  const a = person(room, 'a', clock);
  a.call.start();
  room.deliver();
  clock.advance(2000);
  room.deliver();
  clock.advance(20_000);
  room.deliver();
  assert.deepEqual(forms, ['object', 'string']);
});
