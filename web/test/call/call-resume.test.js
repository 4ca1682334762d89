import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inCall, two } from '../fakes/fake-room.js';

/** What the server says to a page that goes on where its last connection broke off. */
const CONTINUED = {
  type: 'welcome',
  clientId: 'a',
  clientCount: 2,
  members: ['b'],
  iceServers: [],
  resumed: true,
  received: 0,
};

test('who resumes without a gap says nothing again', async () => {
  const people = two();
  await inCall(people);
  const { a } = people;
  const before = a.signaling.sent.length;
  a.signaling.receive(CONTINUED);
  assert.equal(a.signaling.sent.length, before);
  assert.equal(a.session().resent, 0);
});

test('after a gap the caller and its state are told again, under the same ids', () => {
  const { a, b, room } = two();
  a.call.start();
  room.deliver();
  room.leave(b.signaling, 'lost');
  room.leave(a.signaling, 'lost');
  room.join(a.signaling, 'a');
  assert.equal(a.session().resent, 0);
  room.join(b.signaling, 'b');
  assert.equal(a.session().resent, 1);
  assert.equal(b.call.state.state, 'ringing-in');
  assert.equal(b.roster.member('a')?.introduced, true);
});

test('who comes back first after a gap is reached by the other in a call', async () => {
  const people = two();
  await inCall(people);
  const { a, b, room } = people;
  room.leave(a.signaling, 'lost');
  assert.equal(b.call.state.state, 'in-call');
  room.join(a.signaling, 'a');
  assert.equal(a.session().resent, 1);
  assert.equal(b.session().resent, 1);
  assert.equal(a.call.state.state, 'in-call');
});

test('a lost connection to the server does not touch the call, whether it can be resumed or not', async () => {
  for (const resuming of [true, false]) {
    const people = two();
    await inCall(people);
    const { a, clock } = people;
    Object.assign(a.signaling, { resuming });
    a.signaling.enter('waiting');
    clock.advance(600_000);
    assert.equal(a.call.state.state, 'in-call');
    assert.equal(a.session().closed, false);
    assert.equal(a.session().restarts, 0);
    assert.equal(a.roster.selfId, resuming ? 'a' : '');
    assert.equal(a.call.partner?.id, 'b');
  }
});
