import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOOK_INTERVAL } from '../../src/rtc/connection-monitor.js';
import { inCall, two } from '../fakes/fake-room.js';
import { settle } from '../fakes/fakes.js';

test('the connection is looked at again and again for as long as the call is up', async () => {
  const people = two();
  await inCall(people);
  const session = people.a.session();
  people.clock.advance(6 * LOOK_INTERVAL);
  assert.equal(session.looks, 6);
  people.a.call.hangUp();
  people.clock.advance(3000);
  assert.equal(session.looks, 6);
});

test('where nothing comes in, and the server answers, a new connection is made', async () => {
  const { a, b, still } = await stalled({ reachable: true });
  await still(1);
  assert.deepEqual([a.signaling.checks, b.signaling.checks], [0, 0]);
  await still(2);
  assert.deepEqual([a.signaling.checks, b.signaling.checks], [1, 1]);
  await still(3);
  assert.deepEqual([a.sessions.length, b.sessions.length], [1, 1]);
  await still(5);
  assert.deepEqual([a.sessions.length, b.sessions.length], [2, 1], 'b leaves it to a');
  assert.equal(a.call.state.state, 'recovering');
  assert.deepEqual([a.signaling.urgent, b.signaling.urgent], [true, true]);
  assert.ok(a.log.codes.includes('media-stalled'));
  await still(10, b);
  assert.equal(b.sessions.length, 2);
  assert.deepEqual([a.signaling.renewals, b.signaling.renewals], [0, 0]);
});

test('where the server does not answer either, it and the other side are looked for anew', async () => {
  const { a, b, still } = await stalled({ reachable: false });
  await still(5);
  assert.deepEqual([a.signaling.renewals, b.signaling.renewals], [1, 1]);
  assert.deepEqual([a.session().restarts, b.session().restarts], [1, 0], 'b leaves it to a');
  await still(10);
  assert.deepEqual([a.session().restarts, b.session().restarts], [1, 1]);
  assert.deepEqual([a.sessions.length, b.sessions.length], [1, 1]);
});

test('a direct path that may have been missed is sought, twice at most', async () => {
  const people = two();
  await inCall(people);
  const { a, b } = people;
  /** @param {number} looks */
  const look = async (looks) => {
    await lookOn(people, looks);
    return [a.session().restarts, b.session().restarts];
  };
  assert.deepEqual(await look(30), [0, 0], 'a direct call is left alone');
  a.session().mayGoDirect = true;
  b.session().mayGoDirect = true;
  assert.deepEqual(await look(7), [0, 0]);
  assert.deepEqual(await look(1), [1, 0], 'b leaves it to a');
  assert.deepEqual(await look(5), [1, 1], 'unless that was in vain');
  assert.deepEqual(await look(12), [2, 1]);
  assert.deepEqual(await look(5), [2, 2]);
  assert.deepEqual(await look(60), [2, 2]);
  assert.equal(a.session().relayOnly, false);
  const sought = a.log.codes.filter((/** @type {string} */ code) => code === 'direct-sought');
  assert.equal(sought.length, 2);
  assert.equal(a.call.state.state, 'in-call');
});

test('where UDP is blocked no direct path is sought', async () => {
  const people = two();
  await inCall(people);
  const session = people.a.session();
  session.mayGoDirect = true;
  session.ownAddress = false;
  await lookOn(people, 30);
  assert.equal(session.restarts, 0);
  assert.ok(!people.a.log.codes.includes('direct-sought'));
});

/**
 * Lets the time of so many looks pass.
 *
 * @param {ReturnType<typeof two>} people
 * @param {number} looks
 */
async function lookOn({ clock }, looks) {
  for (let i = 0; i < looks; i += 1) {
    clock.advance(LOOK_INTERVAL);
    await settle();
  }
}

/**
 * Two in a call, of whom neither gets anything of the other.
 *
 * @param {{reachable: boolean}} server
 */
async function stalled({ reachable }) {
  const people = two();
  await inCall(people);
  const { a, b, clock } = people;
  for (const { signaling } of [a, b]) {
    signaling.reachable = reachable;
  }
  /**
   * Lets the next look find that nothing has come in for some.
   *
   * @param {number} looks
   * @param {typeof a[]} who
   */
  const still = async (looks, ...who) => {
    for (const { session } of who.length > 0 ? who : [a, b]) {
      session().still = looks;
    }
    clock.advance(LOOK_INTERVAL);
    await settle();
  };
  return { a, b, still };
}
