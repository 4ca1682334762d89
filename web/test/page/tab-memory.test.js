import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TabMemory } from '../../src/page/tab-memory.js';
import { endReason, inCall, two } from '../fakes/fake-room.js';
import { FakeClock, settle } from '../fakes/fakes.js';

class FakeStorage {
  /** @type {Map<string, string>} */
  entries = new Map();

  /** @param {string} key */
  getItem(key) {
    return this.entries.get(key) ?? null;
  }

  /**
   * @param {string} key
   * @param {string} value
   */
  setItem(key, value) {
    this.entries.set(key, value);
  }

  /** @param {string} key */
  removeItem(key) {
    this.entries.delete(key);
  }
}

function setUp() {
  const clock = new FakeClock();
  const storage = new FakeStorage();
  return { clock, storage, memory: new TabMemory(storage, clock) };
}

/** @type {import('../../src/page/tab-memory.js').KeptPage} */
const KEPT = { session: 's', call: { id: 'x', connection: 1, kinds: ['audio'] } };

test('what the page was is remembered for 30 s, for its room, once', () => {
  const { clock, memory } = setUp();
  memory.keep('room', KEPT);
  clock.advance(30_000);
  assert.deepEqual(memory.take('room'), KEPT);
  assert.equal(memory.take('room'), undefined);
  memory.keep('room', KEPT);
  clock.advance(30_001);
  assert.equal(memory.take('room'), undefined);
  memory.keep('room', KEPT);
  assert.equal(memory.take('other'), undefined);
});

test('a storage that holds something else, or is forbidden, remembers nothing', () => {
  const { clock, storage, memory } = setUp();
  storage.setItem('duologue-page', '{');
  assert.equal(memory.take('room'), undefined);
  const forbidden = /** @type {any} */ ({
    setItem() {
      throw new Error('SecurityError');
    },
  });
  const none = new TabMemory(forbidden, clock);
  none.keep('room', KEPT);
  assert.equal(none.take('room'), undefined);
});

/**
 * The page of `b` goes away in a call, and another one comes.
 *
 * @param {ReturnType<typeof two>} people
 * @param {'left' | 'lost'} [reason] what the other side is told of it
 */
async function reload(people, reason = 'left') {
  const { a, b, room } = people;
  await inCall(people);
  const { line } = b.call;
  room.leave(b.signaling, reason);
  b.call.close();
  assert.equal(endReason(a.call), reason === 'left' ? 'left' : undefined);
  room.join(b.signaling, 'c');
  assert.ok(line);
  return { id: line.id, connection: line.connection, since: line.since };
}

test('who comes back into the same call within 30 s is answered at once', async () => {
  const people = two();
  const kept = await reload(people);
  const { a, b, room, clock } = people;
  clock.advance(29_999);
  b.call.rejoin(kept);
  room.deliver();
  await settle();
  room.deliver();
  assert.equal(a.call.state.state, 'connecting');
  assert.equal(b.call.state.state, 'connecting');
  a.session().become('connected');
  b.session().become('connected');
  assert.equal(a.call.line?.id, kept.id);
  for (const { call } of [a, b]) {
    assert.deepEqual(call.state, { ...call.state, state: 'in-call', since: kept.since });
  }
});

test('who is not told that the page went goes on with the next one', async () => {
  const people = two();
  const kept = await reload(people, 'lost');
  const { a, b, room } = people;
  const old = a.session();
  b.call.rejoin(kept);
  room.deliver();
  await settle();
  room.deliver();
  assert.equal(b.call.state.state, 'connecting');
  assert.notEqual(a.session(), old);
  a.session().become('connected');
  b.session().become('connected');
  assert.equal(a.call.state.state, 'in-call');
  assert.equal(a.call.line?.id, b.call.line?.id);
});

test('later it rings as any call does', async () => {
  const people = two();
  const kept = await reload(people);
  people.clock.advance(30_000);
  people.b.call.rejoin(kept);
  people.room.deliver();
  assert.equal(people.a.call.state.state, 'ringing-in');
});

test('where nobody is any more, it waits for 30 s', async () => {
  const people = two();
  const kept = await reload(people);
  const { a, b, room, clock } = people;
  room.leave(a.signaling, 'left');
  b.call.rejoin(kept);
  assert.equal(b.call.state.state, 'waiting');
  clock.advance(30_000);
  assert.equal(b.call.state.state, 'idle');
});
