import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CallMemory } from '../src/call-memory.js';
import { endReason, inCall, two } from './fake-room.js';
import { FakeClock, settle } from './fakes.js';

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
  return { clock, storage, memory: new CallMemory(storage, clock) };
}

/** @type {import('../src/call-memory.js').KeptCall} */
const KEPT = { call: 'x', kinds: ['audio'] };

test('a call is remembered for 30 s, for its room, once', () => {
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
  storage.setItem('duologue-call', '{');
  assert.equal(memory.take('room'), undefined);
  const forbidden = /** @type {any} */ ({
    setItem() {
      throw new Error('SecurityError');
    },
  });
  const none = new CallMemory(forbidden, clock);
  none.keep('room', KEPT);
  assert.equal(none.take('room'), undefined);
});

/**
 * The page of `b` goes away in a call, and another one comes.
 *
 * @param {ReturnType<typeof two>} people
 */
async function reload(people) {
  const { a, b, room } = people;
  await inCall(people);
  const { id } = b.call;
  room.leave(b.channel, 'left');
  b.call.close();
  assert.equal(endReason(a.call), 'left');
  room.join(b.channel, 'c');
  return /** @type {string} */ (id);
}

test('who comes back into the same call within 30 s is answered at once', async () => {
  const people = two();
  const id = await reload(people);
  const { a, b, room, clock } = people;
  clock.advance(29_999);
  b.call.rejoin(id);
  room.deliver();
  await settle();
  room.deliver();
  assert.equal(a.call.state.state, 'connecting');
  assert.equal(b.call.state.state, 'connecting');
  a.session().become('connected');
  assert.equal(a.call.id, id);
});

test('later it rings as any call does', async () => {
  const people = two();
  const id = await reload(people);
  people.clock.advance(30_000);
  people.b.call.rejoin(id);
  people.room.deliver();
  assert.equal(people.a.call.state.state, 'ringing-in');
});

test('where nobody is any more, it waits for 30 s', async () => {
  const people = two();
  const id = await reload(people);
  const { a, b, room, clock } = people;
  room.leave(a.channel, 'left');
  b.call.rejoin(id);
  assert.equal(b.call.state.state, 'waiting');
  clock.advance(30_000);
  assert.equal(b.call.state.state, 'idle');
});
