import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endReason, FakeRoom, inCall, person, two } from '../fakes/fake-room.js';
import { FakeClock, settle } from '../fakes/fakes.js';

test('a call rings, is accepted, connects, and ends on both sides', async () => {
  const people = two();
  const { a, b, room, clock } = people;
  a.call.rename('Anna');
  room.deliver();
  a.call.start();
  assert.deepEqual(a.call.state, { state: 'ringing-out', peer: 'b', expected: false });
  room.deliver();
  assert.deepEqual(b.call.state, { state: 'ringing-in', peer: 'a' });
  assert.equal(b.call.partner?.name, 'Anna');
  await b.call.accept({ video: true });
  assert.deepEqual(b.media.started, [['audio', 'video']]);
  await settle();
  room.deliver();
  assert.equal(a.call.state.state, 'connecting');
  assert.equal(b.call.state.state, 'connecting');
  a.session().become('connected');
  b.session().become('connected');
  clock.advance(5000);
  b.call.hangUp();
  assert.deepEqual(b.call.state, { state: 'ended', reason: 'ended', byMe: true, duration: 5000 });
  room.deliver();
  assert.deepEqual(a.call.state, { state: 'ended', reason: 'ended', byMe: false, duration: 5000 });
});

test('either side calls again, five times', async () => {
  const people = two();
  for (let round = 0; round < 5; round += 1) {
    await inCall(people);
    const [first, second] = round % 2 ? [people.a, people.b] : [people.b, people.a];
    first.call.hangUp();
    people.room.deliver();
    assert.equal(second.call.state.state, 'ended');
  }
});

test('accepting without video turns the camera off first', async () => {
  const { a, b, room } = two();
  a.call.start();
  room.deliver();
  await b.call.accept({ video: false });
  assert.equal(b.media.video.state, 'paused');
  assert.deepEqual(b.media.started, [['audio']]);
});

test('declined, the caller is told so', () => {
  const { a, b, room } = two();
  a.call.start();
  room.deliver();
  b.call.hangUp();
  assert.deepEqual(b.call.state, { state: 'idle' });
  room.deliver();
  assert.deepEqual(a.call.state, { state: 'ended', reason: 'declined', byMe: false, duration: 0 });
});

test('taken back, it is a missed call', () => {
  const { a, b, room } = two();
  a.call.start();
  room.deliver();
  a.call.hangUp();
  assert.deepEqual(a.call.state, { state: 'idle' });
  room.deliver();
  assert.deepEqual(b.call.state, { state: 'ended', reason: 'missed', byMe: false, duration: 0 });
});

test('nobody answers for 60 s', () => {
  const { a, b, room, clock } = two();
  a.call.start();
  room.deliver();
  clock.advance(59_999);
  assert.equal(a.call.state.state, 'ringing-out');
  clock.advance(1);
  assert.equal(endReason(a.call), 'no-answer');
  assert.equal(a.signaling.sent.at(-2).reason, 'timeout');
  room.deliver();
  assert.equal(endReason(b.call), 'missed');
});

test('a callee whose caller vanished stops ringing by itself', () => {
  const { a, b, room, clock } = two();
  a.call.start();
  room.deliver();
  room.leave(a.signaling, 'lost');
  clock.advance(65_000);
  assert.equal(endReason(b.call), 'missed');
});

test('who waits answers at once', async () => {
  const clock = new FakeClock();
  const room = new FakeRoom();
  const a = person(room, 'a', clock);
  a.call.start();
  assert.deepEqual(a.call.state, { state: 'waiting' });
  const b = person(room, 'b', clock);
  assert.equal(b.roster.other?.ready, true);
  b.call.start();
  room.deliver();
  assert.equal(a.call.state.state, 'connecting');
  await settle();
  room.deliver();
  assert.equal(b.call.state.state, 'connecting');
});

test('of two that wait for each other, one calls', async () => {
  const clock = new FakeClock();
  const room = new FakeRoom();
  const a = person(room, 'a', clock);
  a.call.start();
  const b = person(new FakeRoom(), 'b', clock);
  b.call.start();
  room.join(b.signaling, 'b');
  room.deliver();
  await settle();
  room.deliver();
  assert.equal(a.call.state.state, 'connecting');
  assert.equal(b.call.state.state, 'connecting');
});

test('both call at the same moment: it is one call, that of the smaller id', async () => {
  const { a, b, room } = two();
  a.call.start();
  b.call.start();
  const mine = a.session();
  room.deliver();
  await settle();
  room.deliver();
  assert.equal(a.call.state.state, 'connecting');
  assert.equal(b.call.state.state, 'connecting');
  assert.equal(a.session(), mine);
  assert.deepEqual(
    mine.received.map(({ type }) => type),
    ['answer'],
  );
  assert.deepEqual(
    b.session().received.map(({ type }) => type),
    ['offer'],
  );
});

test('who calls while a call comes in accepts it', async () => {
  const { a, b, room } = two();
  a.call.start();
  room.deliver();
  assert.equal(b.call.state.state, 'ringing-in');
  b.call.start();
  await settle();
  room.deliver();
  assert.equal(a.call.state.state, 'connecting');
  assert.equal(b.call.state.state, 'connecting');
});

test('busy is said to the caller', () => {
  const { a, b, room } = two();
  a.call.start();
  const { call } = a.signaling.sent.at(-1);
  b.signaling.send({ type: 'hangup', reason: 'busy', target: 'a', call });
  room.deliver();
  assert.equal(endReason(a.call), 'busy');
});

test('what this side sends is known to the other, at once and to newcomers', () => {
  const clock = new FakeClock();
  const room = new FakeRoom();
  const a = person(room, 'a', clock);
  a.media.audio = { state: 'paused' };
  a.media.dispatchEvent(new Event('change'));
  const b = person(room, 'b', clock);
  assert.equal(b.roster.member('a')?.audio, false);
  a.media.audio = { state: 'on' };
  a.media.dispatchEvent(new Event('change'));
  room.deliver();
  assert.equal(b.roster.member('a')?.audio, true);
  const count = a.signaling.sent.length;
  a.media.dispatchEvent(new Event('change'));
  assert.equal(a.signaling.sent.length, count, 'nothing changed, so nothing is told');
});

test('an offer or an answer that the browser refuses ends the call at once, on both sides', () => {
  for (const refused of /** @type {const} */ (['offer', 'answer'])) {
    const { a, b, room } = two();
    a.call.start();
    room.deliver();
    if (refused === 'answer') {
      b.call.accept({ video: true });
      room.deliver();
    }
    (refused === 'offer' ? b : a).session().fail();
    room.deliver();
    assert.equal(endReason(a.call), 'not-connected', refused);
    assert.equal(endReason(b.call), 'not-connected', refused);
  }
});

test('in a call that is up, a description that is refused ends nothing', async () => {
  const people = two();
  await inCall(people);
  people.a.session().fail();
  assert.equal(people.a.call.state.state, 'in-call');
});

test('a call is answered before the person has answered the question of the browser', () => {
  const { a, b, room } = two();
  b.media.start = () => new Promise(() => {});
  a.call.start();
  room.deliver();
  b.call.accept({ video: true });
  room.deliver();
  assert.equal(a.call.state.state, 'connecting');
});

test('durations do not follow the clock of the computer', async () => {
  const people = two();
  await inCall(people);
  const { a, clock } = people;
  clock.advance(5000);
  for (const hours of [1, -2]) {
    clock.setWall(clock.now() + hours * 3_600_000);
    assert.equal(a.call.duration, 5000);
  }
  a.call.hangUp();
  assert.equal(a.call.duration, 5000);
});

test('camera and microphone are let go of when a call ends, and in use again after it', async () => {
  const people = two();
  await inCall(people);
  const { a, b, room } = people;
  a.call.hangUp();
  room.deliver();
  assert.deepEqual([a.media.inUse, b.media.inUse], [false, false]);
  a.call.dismiss();
  assert.equal(a.media.inUse, true);
});
