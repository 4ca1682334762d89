import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CurrentSession } from '../../src/call/current-session.js';
import { EndedCalls } from '../../src/call/ended-calls.js';
import { Roster } from '../../src/signaling/roster.js';
import { FakePeerConnection } from '../fakes/fake-peer-connection.js';
import { FakeChannel, FakeMedia, FakeRoom } from '../fakes/fake-room.js';
import { FakeClock, quietLog } from '../fakes/fakes.js';
import { strict } from '../fakes/strict.js';

/** @param {string} selfId */
function setUp(selfId) {
  const clock = new FakeClock();
  const log = quietLog();
  const signaling = /** @type {any} */ (strict(new FakeChannel()));
  const roster = new Roster(signaling, log);
  const ended = new EndedCalls(signaling, clock);
  /** @type {FakePeerConnection[]} */
  const connections = [];
  const current = new CurrentSession({
    signaling,
    roster,
    ended,
    clock,
    log,
    media: /** @type {any} */ (strict(new FakeMedia())),
    newConnection: (configuration) => {
      const connection = strict(new FakePeerConnection(configuration));
      connections.push(connection);
      return /** @type {any} */ (connection);
    },
    timeouts: { connect: 60_000, recover: 60_000 },
  });
  new FakeRoom().join(signaling, selfId);
  return { clock, roster, ended, current, connections };
}

/** @param {object} fields @returns {any} */
const offer = (fields) => ({ type: 'offer', from: 'm', call: 'x', sdp: 'v=0', ...fields });

test('of two sides the one with the greater id gives way, and each call has a name of its own', () => {
  const a = setUp('a').current;
  const first = a.dial('m');
  assert.equal(first.role.polite, false);
  assert.notEqual(a.dial('m').id, first.id);
  assert.equal(setUp('z').current.dial('m').role.polite, true);
});

test('a call that is taken up has the name and the connection that its offer has', () => {
  const { current, roster } = setUp('a');
  const session = current.pickUp(offer({ connection: 3 }));
  assert.deepEqual([session.id, session.number, session.peer], ['x', 3, 'm']);
  assert.equal(roster.partner?.id, 'm');
});

test('a call that goes on after a reload is as old as it was', () => {
  const { current, ended, clock } = setUp('a');
  ended.abandon('x', clock.elapsed() - 9000);
  assert.equal(current.pickUp(offer({})).since, clock.elapsed() - 9000);
  assert.equal(current.pickUp(offer({ call: 'y' })).since, undefined);
});

test('a new session ends the one before, which is not heard any more', () => {
  const { current, ended, connections } = setUp('a');
  let heard = 0;
  current.addEventListener('failed', () => {
    heard += 1;
  });
  const first = current.dial('m');
  current.dial('m');
  assert.equal(ended.isOver(first.id), true);
  assert.equal(connections[0]?.closed, true);
  connections[0]?.fail();
  assert.equal(heard, 0);
  connections[1]?.fail();
  assert.equal(heard, 1);
});

test('how a member writes descriptions is remembered from call to call', () => {
  const { current } = setUp('a');
  current.pickUp(offer({ sdp: 'v=0' }));
  current.close();
  assert.equal(current.session, undefined);
  assert.equal(current.dial('m').form, 'text');
  assert.equal(current.dial('another').form, 'object');
});
