import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { TabMemory } from '../src/page/tab-memory.js';
import { Visit } from '../src/visit.js';
import { endReason, FakeRoom, inCall, newPage, person } from './fakes/fake-room.js';
import { FakeStorage } from './fakes/fake-storage.js';
import { FakeClock, settle } from './fakes/fakes.js';

/** @typedef {ReturnType<typeof newPage> & {visit: Visit}} Page */

/** @type {FakeClock} */
let clock;
/** @type {FakeRoom} */
let room;
/** The storage of the tab that `b` is in. @type {FakeStorage} */
let storage;
/** @type {ReturnType<typeof person>} */
let a;
/** @type {Page} */
let b;

/** A page in a tab. @param {FakeStorage} [tab] @returns {Page} */
function load(tab = storage) {
  const page = newPage(clock);
  const memory = new TabMemory(() => tab, clock);
  const { call, media, signaling, roster } = page;
  const parts = /** @type {any} */ ({
    room: 'room',
    call,
    media,
    signaling,
    roster,
    memory,
    clock,
  });
  return { ...page, visit: new Visit(parts) };
}

/** `b` goes away in a call, and the server tells the other one or has not noticed. */
async function leaveCall(/** @type {'left' | 'lost'} */ reason = 'left') {
  await inCall({ a, b, room, clock });
  clock.advance(60_000);
  const { kept, state } = b.call;
  b.visit.leave();
  room.leave(b.signaling, reason);
  assert.equal(endReason(a.call), reason === 'left' ? 'left' : undefined);
  assert.ok(kept && 'since' in state);
  return { id: kept.id, since: state.since };
}

/** @param {Page} page @param {string} id that the server gives it */
async function arrive(page, id) {
  room.join(page.signaling, id);
  await settle();
  room.deliver();
  await settle();
  room.deliver();
}

/** Both have a connection. @param {Page} page */
function connect(page) {
  a.session().become('connected');
  page.session().become('connected');
}

beforeEach(async () => {
  clock = new FakeClock();
  room = new FakeRoom();
  storage = new FakeStorage();
  a = person(room, 'a', clock);
  b = load();
  void b.visit.begin({ reloaded: false });
  await arrive(b, 'b');
});

test('a first visit begins as somebody new', () => {
  assert.deepEqual(b.signaling.opened, [undefined]);
  assert.deepEqual(b.media.started, []);
});

for (const reason of /** @type {const} */ (['left', 'lost'])) {
  test(`a page that is reloaded in a call goes back to it; the other side is told ${reason}`, async () => {
    const { id, since } = await leaveCall(reason);
    clock.advance(2000);
    const next = load();
    void next.visit.begin({ reloaded: true });
    assert.deepEqual(next.signaling.opened, ['token of b']);
    assert.deepEqual(next.media.started, [['audio', 'video']]);
    await arrive(next, 'b');
    assert.equal(a.call.state.state, reason === 'left' ? 'connecting' : 'in-call');
    assert.equal(next.call.state.state, 'connecting');
    connect(next);
    for (const { call } of [a, next]) {
      assert.deepEqual(call.state, { ...call.state, state: 'in-call', since });
      assert.equal(call.kept?.id, id);
    }
  });
}

test('where the other side is the first to try, it is answered at once', async () => {
  const { id, since } = await leaveCall('lost');
  const next = load();
  next.media.start = () => new Promise(() => {});
  void next.visit.begin({ reloaded: true });
  await arrive(next, 'b');
  assert.equal(next.call.state.state, 'connecting');
  connect(next);
  assert.deepEqual(next.call.state, { ...next.call.state, state: 'in-call', since });
  assert.equal(next.call.kept?.id, id);
});

test('a page that is reloaded twice before it is back in the room goes back to the call', async () => {
  const { id, since } = await leaveCall();
  const second = load();
  void second.visit.begin({ reloaded: true });
  clock.advance(1000);
  second.visit.leave();
  clock.advance(1000);
  const third = load();
  void third.visit.begin({ reloaded: true });
  await arrive(third, 'b');
  connect(third);
  assert.equal(a.call.kept?.id, id);
  assert.deepEqual(third.call.state, { ...third.call.state, state: 'in-call', since });
});

test('a page that has found its room for longer than 30 s does not ring there', async () => {
  await leaveCall();
  const next = load();
  void next.visit.begin({ reloaded: true });
  clock.advance(30_001);
  await arrive(next, 'b');
  assert.equal(next.call.state.state, 'idle');
});

test('who does something else meanwhile is not taken back into the call', async () => {
  await leaveCall();
  const next = load();
  /** @type {() => void} */
  let allow = () => {};
  next.media.start = () => new Promise((resolve) => (allow = () => resolve(undefined)));
  void next.visit.begin({ reloaded: true });
  await arrive(next, 'b');
  next.call.start();
  const ringing = a.session();
  allow();
  await settle();
  room.deliver();
  assert.equal(next.call.state.state, 'ringing-out');
  assert.equal(a.call.state.state, 'ringing-in');
  assert.equal(a.session(), ringing);
});

test('later it rings as any call does', async () => {
  await leaveCall();
  clock.advance(29_999);
  const next = load();
  void next.visit.begin({ reloaded: true });
  clock.advance(2);
  await arrive(next, 'b');
  assert.equal(a.call.state.state, 'ringing-in');
});

test('where nobody is any more, it waits for 30 s', async () => {
  await leaveCall();
  room.leave(a.signaling, 'left');
  const next = load();
  void next.visit.begin({ reloaded: true });
  await arrive(next, 'b');
  assert.equal(next.call.state.state, 'waiting');
  clock.advance(30_000);
  assert.equal(next.call.state.state, 'idle');
});

test('who left the page and comes back later is asked before anything goes on', async () => {
  await leaveCall();
  const next = load();
  void next.visit.begin({ reloaded: false });
  await arrive(next, 'c');
  assert.deepEqual(next.signaling.opened, [undefined]);
  assert.deepEqual(next.media.started, []);
  assert.equal(next.call.state.state, 'idle');
});

test('a page that is taken back as it was left is in the room again, and calls', async () => {
  await leaveCall();
  clock.sleep(3_600_000);
  b.visit.comeBack();
  assert.deepEqual(b.signaling.opened, [undefined, undefined]);
  await arrive(b, 'c');
  assert.equal(b.call.state.state, 'idle');
  assert.deepEqual(b.media.kindsOn, []);
  assert.equal(b.roster.other?.id, 'a');
  await inCall({ a: b, b: a, room, clock });
});

test('the tab that is duplicated keeps its seat, also where it was taken back just now', async () => {
  await leaveCall();
  b.visit.comeBack();
  await arrive(b, 'b');
  const copy = load(storage.duplicate());
  void copy.visit.begin({ reloaded: true });
  assert.deepEqual(copy.signaling.opened, [undefined]);
});

test('a tab that is duplicated in a call does not take it over', async () => {
  await inCall({ a, b, room, clock });
  const copy = load(storage.duplicate());
  void copy.visit.begin({ reloaded: true });
  assert.deepEqual(copy.signaling.opened, [undefined]);
  assert.deepEqual(copy.media.started, []);
  assert.equal(b.call.state.state, 'in-call');
});

test('a page that wakes says so to what connects it', () => {
  b.visit.wake();
  assert.equal(b.signaling.wakes, 1);
});
