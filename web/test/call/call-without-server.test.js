import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endReason, inCall, two } from '../fakes/fake-room.js';
import { settle } from '../fakes/fakes.js';

/** Two in a call whose pages talk to each other directly, and whose server is gone. */
async function cutOff() {
  const people = two();
  await inCall(people);
  const { a, b, room } = people;
  a.session().control.join(b.session().control);
  room.deliver();
  for (const { signaling } of [a, b]) {
    room.members.delete(signaling.id);
    signaling.enter('waiting');
  }
  return people;
}

test('without a server the other side still hears of the microphone and the camera', async () => {
  const { a, b } = await cutOff();
  await a.media.toggle('audio');
  assert.equal(b.call.partner?.audio, false);
  await a.media.toggle('video');
  assert.equal(b.call.partner?.video, false);
  await a.media.toggle('audio');
  assert.equal(b.call.partner?.audio, true);
});

test('without a server a call ends on both sides', async () => {
  const { a, b } = await cutOff();
  b.call.hangUp();
  assert.equal(endReason(a.call), 'ended');
  assert.equal(endReason(b.call), 'ended');
});

test('without a server the two negotiate a new path', async () => {
  const { a, b } = await cutOff();
  b.session().received.length = 0;
  a.session().resend();
  assert.equal(b.session().received[0].type, 'offer');
});

test('what comes by both ways counts once', async () => {
  const people = two();
  await inCall(people);
  const { a, b, room } = people;
  a.session().control.join(b.session().control);
  b.session().received.length = 0;
  a.session().resend();
  room.deliver();
  assert.equal(b.session().received.length, 1);
});

test('an offer that comes after a newer one counts for nothing', async () => {
  const people = two();
  await inCall(people);
  const { a, b, room } = people;
  const { call, ...offer } = a.signaling.sent.findLast(({ type }) => type === 'offer');
  b.session().received.length = 0;
  a.signaling.send({ ...offer, call, n: 51 });
  a.signaling.send({ ...offer, call, n: 50 });
  room.deliver();
  assert.equal(b.session().received.length, 1);
});

test('who is asked for an offer makes one; a wish that comes after a newer answer counts for nothing', async () => {
  const people = two();
  await inCall(people);
  const { a, b, room } = people;
  const { call } = b.signaling.sent.findLast(({ type }) => type === 'answer');
  const ask = { type: 'control', ask: 'offer', call };
  b.signaling.send({ ...ask, n: 20 });
  b.signaling.send({ type: 'answer', sdp: { type: 'answer', sdp: 'v=0' }, call, n: 22 });
  b.signaling.send({ ...ask, n: 21 });
  b.signaling.send({ ...ask, n: 23, ask: 'something else' });
  b.signaling.send({ ...ask, n: 24, call: 'another' });
  room.deliver();
  assert.equal(a.session().asked, 1);
});

test('an old state that comes late by the server changes nothing', async () => {
  const people = two();
  await inCall(people);
  const { a, b, room } = people;
  a.session().control.join(b.session().control);
  await a.media.toggle('audio');
  await a.media.toggle('audio');
  assert.equal(b.call.partner?.audio, true);
  room.deliver();
  assert.equal(b.call.partner?.audio, true);
});

test('when nothing else helps, the call goes on over a new peer connection', async () => {
  const people = two();
  await inCall(people);
  const { a, b, room, clock } = people;
  const [oldA, oldB] = [a.session(), b.session()];
  oldA.become('disconnected');
  oldB.become('disconnected');
  clock.advance(10_000);
  room.deliver();
  await settle();
  room.deliver();
  assert.ok(oldA.closed && oldB.closed);
  assert.deepEqual([...a.session().tracks.keys()], ['audio', 'video']);
  assert.equal(b.session().received[0].type, 'offer');
  assert.equal(a.session().received[0].type, 'answer');
  for (const { call } of [a, b]) {
    assert.equal(call.state.state, 'recovering');
  }
  a.session().become('connected');
  b.session().become('connected');
  for (const { call } of [a, b]) {
    assert.equal(call.state.state, 'in-call');
  }
});

test('what is left over from the connection before is not part of the new one', async () => {
  const people = two();
  await inCall(people);
  const { a, b, room, clock } = people;
  a.session().become('disconnected');
  b.session().become('disconnected');
  clock.advance(10_000);
  room.deliver();
  const call = a.signaling.sent.findLast(({ type }) => type === 'offer').call;
  a.signaling.send({ type: 'candidate', candidate: { candidate: 'old' }, call, n: 999 });
  a.signaling.send({
    type: 'candidate',
    candidate: { candidate: 'new' },
    call,
    n: 1000,
    connection: 1,
  });
  room.deliver();
  assert.deepEqual(b.session().candidates, [{ candidate: 'new' }]);
});

test('a client that names no calls is never given a new connection', async () => {
  const people = two();
  const { a, b, room, clock } = people;
  b.signaling.send({
    type: 'offer',
    sdp: { type: 'offer', sdp: 'v=0\r\no=- 77 2 IN IP4 127.0.0.1\r\n' },
  });
  room.deliver();
  await a.call.accept({ video: true });
  const session = a.session();
  session.become('connected');
  session.still = 5;
  clock.advance(500);
  await settle();
  assert.equal(session.restarts, 1);
  assert.equal(a.call.state.state, 'recovering');
  Object.assign(session, { still: 0, isFlowing: true });
  clock.advance(500);
  await settle();
  assert.equal(a.call.state.state, 'in-call', 'it may be back without a word');
  session.become('disconnected');
  clock.advance(30_000);
  assert.equal(a.session(), session);
  assert.equal(session.relayOnly, false);
  assert.ok(session.restarts > 2);
});

test('a change of the network is met at once', async () => {
  const people = two();
  await inCall(people);
  people.b.call.networkChanged();
  assert.equal(people.b.session().restarts, 1);
  assert.equal(people.b.session().relayOnly, false);
});
