import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Roster } from '../../src/signaling/roster.js';
import { FakeChannel } from '../fakes/fake-room.js';
import { quietLog } from '../fakes/fakes.js';

/** @type {FakeChannel} */
let signaling;
/** @type {Roster} */
let roster;
/** @type {string[]} the events that it fired */
let fired;

const SERVERS = [{ urls: ['stun:a.example'] }];

/** @param {object} [fields] besides the usual ones */
function welcome(fields = {}) {
  signaling.enter('open');
  signaling.receive({
    ...{ type: 'welcome', clientId: 'me', clientCount: 2, members: ['b'], iceServers: [] },
    ...fields,
  });
}

/** @param {string} from @param {object} fields */
function says(from, fields) {
  return { type: 'state', from, ...fields };
}

/** @param {string} id @param {'left' | 'lost'} [reason] */
function leaves(id, reason = 'left') {
  signaling.receive({ type: 'user-left', clientId: id, clientCount: 1, reason });
}

beforeEach(() => {
  signaling = new FakeChannel();
  roster = new Roster(/** @type {any} */ (signaling), quietLog());
  fired = [];
  for (const type of ['change', 'partner']) {
    roster.addEventListener(type, () => fired.push(type));
  }
  welcome();
  fired = [];
});

test('whoever is here is known, and called first if they wait', () => {
  assert.equal(roster.selfId, 'me');
  assert.deepEqual({ ...roster.other }.id, 'b');
  assert.equal(roster.other?.introduced, false);
  signaling.receive({ type: 'user-joined', clientId: 'c', clientCount: 3 });
  signaling.receive(says('c', { ready: true, name: 'Cem' }));
  assert.equal(roster.count, 3);
  assert.equal(roster.other?.name, 'Cem');
  leaves('c');
  assert.equal(roster.other?.id, 'b');
});

test('fresh credentials are a change', () => {
  signaling.receive({ type: 'ice-servers', iceServers: SERVERS });
  assert.deepEqual(roster.iceServers, SERVERS);
  assert.deepEqual(fired, ['change']);
});

test('an older state that comes late counts for nothing', () => {
  signaling.receive(says('b', { audio: false, version: 5 }));
  roster.update(/** @type {any} */ (says('b', { audio: true, version: 4 })));
  assert.equal(roster.member('b')?.audio, false);
  roster.update(/** @type {any} */ (says('b', { audio: true, version: 6 })));
  assert.equal(roster.member('b')?.audio, true);
});

test('what somebody says who is not here makes no member', () => {
  leaves('b');
  fired = [];
  roster.update(/** @type {any} */ (says('b', { name: 'Ghost' })));
  signaling.receive(says('stranger', { name: 'Ghost' }));
  assert.deepEqual(roster.members, []);
  assert.deepEqual(fired, []);
});

test('a partner that left is heard still, and is no member', () => {
  signaling.receive(says('b', { name: 'Ben', version: 1 }));
  roster.meet('b');
  leaves('b', 'lost');
  assert.equal(roster.partner?.name, 'Ben');
  fired = [];
  roster.update(/** @type {any} */ (says('b', { audio: false, version: 2 })));
  assert.deepEqual(roster.members, []);
  assert.deepEqual(fired, ['partner']);
  assert.deepEqual(
    { ...roster.partner },
    { ...roster.partner, name: 'Ben', audio: false, introduced: true },
  );
});

test('who loses the server keeps the partner, and forgets the others', () => {
  signaling.receive(says('b', { name: 'Ben' }));
  roster.meet('b');
  signaling.enter('waiting');
  assert.equal(roster.selfId, '');
  assert.deepEqual(roster.members, []);
  assert.equal(roster.partner?.name, 'Ben');
});

test('a partner that comes back is known until it introduces itself again', () => {
  signaling.receive(says('b', { name: 'Ben', audio: false, version: 9 }));
  roster.meet('b');
  leaves('b', 'lost');
  signaling.receive({ type: 'user-joined', clientId: 'b', clientCount: 2 });
  assert.deepEqual([roster.partner?.name, roster.partner?.audio], ['Ben', false]);
  signaling.receive(says('b', { name: 'Benno', audio: true, version: 1 }));
  assert.deepEqual([roster.partner?.name, roster.partner?.audio], ['Benno', true]);
});

test('a partner with a new id is the same one', () => {
  signaling.receive(says('b', { name: 'Ben', audio: false, version: 9 }));
  roster.meet('b');
  leaves('b', 'lost');
  signaling.receive({ type: 'user-joined', clientId: 'b2', clientCount: 2 });
  roster.partnerMoved('b2');
  assert.deepEqual([roster.partner?.id, roster.partner?.name], ['b2', 'Ben']);
  signaling.receive(says('b2', { audio: true, version: 1 }));
  assert.equal(roster.partner?.audio, true);
});

test('another partner has nothing of the one before', () => {
  signaling.receive(says('b', { name: 'Ben', audio: false }));
  roster.meet('b');
  roster.meet('c');
  assert.deepEqual([roster.partner?.name, roster.partner?.audio], ['', true]);
});

test('a state without a field leaves that as it was; a name is cut', () => {
  signaling.receive(says('b', { name: 'n'.repeat(65), video: false }));
  signaling.receive(says('b', { audio: false }));
  const { name, audio, video, ready, screen } = { ...roster.member('b') };
  assert.deepEqual([name?.length, audio, video, ready, screen], [64, false, false, false, false]);
});

test('where a connection goes on the others are known still; after a gap the welcome says them', () => {
  signaling.receive(says('b', { name: 'Ben' }));
  welcome({ resumed: true, members: [], iceServers: SERVERS });
  assert.equal(roster.member('b')?.name, 'Ben');
  assert.deepEqual(roster.iceServers, SERVERS);
  welcome({ resumed: true, gap: true, members: ['b'] });
  assert.equal(roster.member('b')?.introduced, false);
});
