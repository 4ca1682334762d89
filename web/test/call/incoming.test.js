import assert from 'node:assert/strict';
import { test } from 'node:test';
import { meaningOfOffer } from '../../src/call/incoming.js';
import { endReason, FakeRoom, inCall, person, two } from '../fakes/fake-room.js';
import { FakeClock, settle } from '../fakes/fakes.js';

/** @param {object} facts @returns {any} */
const session = (facts) => ({
  owns: () => false,
  unanswered: false,
  peer: 'b',
  role: { polite: false, canAsk: true },
  ...facts,
});

test('what an offer means', () => {
  const offer = /** @type {any} */ ({ type: 'offer', from: 'b', call: 'x' });
  const stranger = { ...offer, from: 'c' };
  const mine = { owns: () => true };
  const polite = { role: { polite: true, canAsk: true } };
  for (const [message, facts, over, meaning] of /** @type {const} */ ([
    [offer, undefined, true, 'over'],
    [offer, undefined, false, 'new-call'],
    [offer, session(mine), false, 'negotiation'],
    [offer, session(mine), true, 'over'],
    [stranger, session({}), false, 'busy'],
    [stranger, session({ unanswered: true }), false, 'busy'],
    [offer, session({}), false, 'new-call'],
    [offer, session({ unanswered: true }), false, 'ignored'],
    [offer, session({ unanswered: true, ...polite }), false, 'crossed'],
  ])) {
    assert.equal(meaningOfOffer(message, facts, over), meaning);
  }
});

test('an acceptance that comes after the caller gave up ends the call of the callee', async () => {
  const { a, b, room, clock } = two();
  a.call.start();
  room.deliver();
  room.members.delete('b'); // the hang-up of a does not arrive
  clock.advance(60_000);
  assert.equal(endReason(a.call), 'no-answer');
  room.members.set('b', b.signaling);
  b.call.accept({ video: true });
  await settle();
  room.deliver();
  assert.equal(endReason(b.call), 'not-connected');
});

test('after a gap it goes on ringing only for a caller that says again that it calls', () => {
  for (const [stillCalls, gone] of /** @type {const} */ ([
    [true, false],
    [false, false],
    [false, true],
  ])) {
    const { a, b, room, clock } = two();
    a.call.start();
    room.deliver();
    room.leave(b.signaling, 'lost');
    if (!stillCalls) {
      a.call.hangUp();
      room.deliver();
    }
    if (gone) {
      room.leave(a.signaling, 'left');
    }
    room.join(b.signaling, 'b');
    room.deliver();
    if (gone) {
      assert.equal(endReason(b.call), 'missed', 'at once');
    }
    clock.advance(5000);
    assert.equal(b.call.state.state, stillCalls ? 'ringing-in' : 'ended');
  }
});

test('the room keeps what the other page says of itself over the data channel', async () => {
  const people = two();
  await inCall(people);
  const { a, b } = people;
  a.session().control.join(b.session().control);
  b.call.rename('Ben');
  assert.equal(a.call.partner?.name, 'Ben');
});

test('an error of the server is written down', () => {
  const a = person(new FakeRoom(), 'a', new FakeClock());
  a.signaling.receive({ type: 'error', code: 'bad-field', message: 'x', fatal: false });
  assert.ok(a.log.codes.includes('server-error'));
});
