import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TabMemory } from '../../src/page/tab-memory.js';
import { FakeStorage } from '../fakes/fake-storage.js';
import { FakeClock } from '../fakes/fakes.js';

function setUp() {
  const clock = new FakeClock();
  const storage = new FakeStorage();
  return { clock, storage, memory: new TabMemory(() => storage, clock) };
}

/** @type {import('../../src/page/tab-memory.js').KeptPage} */
const KEPT = { session: 's', call: { id: 'x', connection: 1, age: 0, kinds: ['audio'] } };

test('what the page was is remembered for 30 s, for its room, once', () => {
  const { clock, memory } = setUp();
  memory.keep('room', KEPT);
  clock.advance(30_000);
  assert.equal(memory.take('room')?.session, KEPT.session);
  assert.equal(memory.take('room'), undefined);
  memory.keep('room', KEPT);
  clock.advance(30_001);
  assert.equal(memory.take('room'), undefined);
  memory.keep('room', KEPT);
  assert.equal(memory.take('other'), undefined);
});

test('the age of a call counts on while the page is gone', () => {
  const { clock, memory } = setUp();
  memory.keep('room', { session: 's', call: { id: 'x', connection: 0, age: 60_000, kinds: [] } });
  clock.advance(2000);
  assert.equal(memory.take('room')?.call?.age, 62_000);
});

test('a clock that is set meanwhile makes the page somebody new, and no call older', () => {
  for (const hours of [-1, 1]) {
    const { clock, memory } = setUp();
    memory.keep('room', KEPT);
    clock.setWall(clock.now() + hours * 3_600_000);
    assert.equal(memory.take('room'), undefined);
  }
});

for (const [what, text] of [
  ['no JSON', '{'],
  ['nothing', 'null'],
  ['something else', '{"room":"room","at":0}'],
  ['another page', '{"room":"room","at":1005000,"page":{"session":5}}'],
]) {
  test(`a storage that holds ${what} remembers nothing`, () => {
    const { storage, memory } = setUp();
    storage.setItem('duologue-page', String(text));
    assert.equal(memory.take('room'), undefined);
    assert.equal(storage.getItem('duologue-page'), null);
  });
}

test('of a call that another version kept, what is understood is remembered', () => {
  const { storage, clock, memory } = setUp();
  const kept = (/** @type {object} */ call) =>
    JSON.stringify({ room: 'room', at: clock.now(), page: { session: 's', call } });
  storage.setItem('duologue-page', kept({ id: 5 }));
  assert.deepEqual(memory.take('room'), { session: 's' });
  storage.setItem(
    'duologue-page',
    kept({ id: 'x', connection: 1, age: 7, kinds: ['smell', 'video'] }),
  );
  const call = { id: 'x', connection: 1, age: 7, kinds: ['video'] };
  assert.deepEqual(memory.take('room')?.call, call);
  storage.setItem('duologue-page', kept({ id: 'x', connection: 1, kinds: [] }));
  assert.deepEqual(memory.take('room'), { session: 's' });
});

test('a storage that is forbidden, or is full, remembers nothing', () => {
  const { clock } = setUp();
  const full = new FakeStorage();
  full.setItem = () => {
    throw new Error('QuotaExceededError');
  };
  const forbidden = () => {
    throw new Error('SecurityError');
  };
  for (const none of [new TabMemory(forbidden, clock), new TabMemory(() => full, clock)]) {
    none.keep('room', KEPT);
    assert.equal(none.take('room'), undefined);
  }
});
