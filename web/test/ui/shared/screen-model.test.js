import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  endSentences,
  lobbyModel,
  lossNotice,
  nextCall,
  ringLead,
  shutModel,
  statusOf,
} from '../../../src/ui/shared/screen-model.js';

/** @import {Reach} from '../../../src/ui/shared/server-reach.js' */
/** @import {LobbyFacts} from '../../../src/ui/shared/screen-model.js' */

const REACHES = /** @type {const} */ (['opening', 'open', 'lost', 'full', 'refused']);
const STATES = /** @type {const} */ ([
  'idle',
  'waiting',
  'ringing-out',
  'ringing-in',
  'connecting',
  'in-call',
  'recovering',
  'ended',
]);
const REASONS = /** @type {const} */ ([
  'ended',
  'declined',
  'busy',
  'no-answer',
  'missed',
  'left',
  'lost',
  'not-connected',
]);

/** What needs the server; while it is away none of these may stand on a screen. */
const PROMISES =
  /^(room\.(alone|here|ready|waiting)(-here)?(-lead)?(-here)?|ring\.in-lead|status\.ringing-out|call\.asks-media)$/;

/** Every lobby there is. @returns {Generator<LobbyFacts>} */
function* lobbies() {
  for (const reach of REACHES) {
    for (const waiting of [false, true]) {
      for (const other of /** @type {const} */ (['none', 'here', 'ready'])) {
        for (const media of /** @type {const} */ (['untouched', 'starting', 'none', 'some'])) {
          for (const reachable of [false, true]) {
            yield { reach, waiting, other, media, reachable };
          }
        }
      }
    }
  }
}

// reach, waiting, other: title, lead, call button (- is none, x is disabled), stop
for (const [reach, waiting, other, title, lead, call, stop] of /** @type {const} */ ([
  ['open', false, 'none', 'room.alone', 'room.alone-lead', 'call.wait', false],
  ['open', false, 'here', 'room.here', 'room.here-lead', 'call.start', false],
  ['open', false, 'ready', 'room.ready', 'room.ready-lead', 'call.join', false],
  ['open', true, 'none', 'room.waiting', 'room.waiting-lead', '-', true],
  ['open', true, 'here', 'room.waiting', 'room.waiting-here-lead', 'call.start', true],
  ['opening', false, 'none', 'room.opening', undefined, 'x call.wait', false],
  ['lost', false, 'none', 'room.no-server', 'room.no-server-lead', 'x call.wait', false],
  ['lost', false, 'here', 'room.no-server', 'room.no-server-lead', 'x call.start', false],
  ['lost', false, 'ready', 'room.no-server', 'room.no-server-lead', 'x call.join', false],
  ['lost', true, 'none', 'room.no-server', 'room.no-server-waiting-lead', '-', true],
  ['lost', true, 'here', 'room.no-server', 'room.no-server-waiting-lead', 'x call.start', true],
])) {
  test(`lobby, server ${reach}, ${waiting ? 'waiting' : 'idle'}, other ${other}: ${title}`, () => {
    const model = lobbyModel({ reach, waiting, other, media: 'some', reachable: true });
    assert.equal(model.title, title);
    assert.equal(model.lead, lead);
    const shown = model.call ? (model.call.enabled ? '' : 'x ') + model.call.key : '-';
    assert.equal(shown, call);
    assert.equal(model.stop, stop);
    assert.equal(model.invite, other === 'none');
  });
}

test('without the server no lobby promises what cannot be done, and no button there needs it', () => {
  for (const facts of lobbies()) {
    const model = lobbyModel(facts);
    const said = [model.title, model.lead, model.hint].filter((key) => key !== undefined);
    const where = JSON.stringify(facts);
    if (facts.reach !== 'open') {
      assert.deepEqual(
        said.filter((key) => PROMISES.test(key)),
        [],
        where,
      );
      assert.notEqual(model.call?.enabled, true, where);
      assert.equal(model.asIs, false, where);
    }
    assert.equal(model.stop, facts.waiting, `what can be stopped, can be without it: ${where}`);
  }
});

test('a person who was not asked for camera and microphone yet may join without', () => {
  const here = /** @type {const} */ ({ reach: 'open', waiting: false, other: 'here' });
  const facts = { ...here, reachable: true };
  assert.deepEqual(lobbyModel({ ...facts, media: 'untouched' }).asIs, true);
  assert.equal(lobbyModel({ ...facts, media: 'untouched' }).hint, 'call.asks-media');
  assert.equal(lobbyModel({ ...facts, media: 'none' }).hint, 'call.without-media');
  assert.equal(lobbyModel({ ...facts, media: 'some' }).hint, undefined);
  assert.equal(lobbyModel({ ...facts, media: 'starting' }).call?.enabled, false);
});

test('who has a link that opens nowhere else is not told to send it', () => {
  const facts = /** @type {const} */ ({ reach: 'open', waiting: false, other: 'none' });
  const model = lobbyModel({ ...facts, media: 'untouched', reachable: false });
  assert.equal(model.lead, 'room.alone-lead-here');
  assert.equal(model.invite, true);
});

test('while it rings, the sentence is true with and without the server', () => {
  for (const reach of REACHES) {
    const open = reach === 'open';
    assert.equal(ringLead('ringing-out', reach), open ? 'status.ringing-out' : 'room.no-server');
    assert.equal(ringLead('ringing-in', reach), open ? 'ring.in-lead' : 'room.no-server');
  }
});

test('each end has its sentence, and says who hung up', () => {
  for (const reason of REASONS) {
    assert.equal(endSentences({ reason, byMe: false }).title, `end.${reason}`);
  }
  assert.equal(endSentences({ reason: 'ended', byMe: true }).lead, 'end.ended-by-me');
  assert.equal(endSentences({ reason: 'ended', byMe: false }).lead, 'end.ended-by-them');
  assert.equal(endSentences({ reason: 'declined', byMe: false }).lead, undefined);
});

for (const [reason, reach, other, key, enabled, hint] of /** @type {const} */ ([
  ['ended', 'open', 'here', 'call.again', true, undefined],
  ['missed', 'open', 'here', 'call.call-back', true, undefined],
  ['missed', 'open', 'none', 'call.wait', true, undefined],
  ['left', 'open', 'none', 'call.wait', true, undefined],
  ['ended', 'lost', 'here', 'call.again', false, 'room.no-server'],
  ['lost', 'lost', 'none', 'call.wait', false, 'room.no-server'],
  ['ended', 'opening', 'none', 'call.wait', false, 'room.no-server'],
])) {
  test(`after ${reason}, server ${reach}, other ${other}: ${key}, ${enabled ? 'on' : 'off'}`, () => {
    assert.deepEqual(nextCall({ reason, reach, other }), { key, enabled, hint });
  });
}

for (const [phase, reach, watching, title, lead, watch] of /** @type {const} */ ([
  ['full', 'full', false, 'full.title', 'full.lead', true],
  ['full', 'full', true, 'full.title', 'full.watching', false],
  ['full', 'lost', true, 'room.no-server', 'full.watching-lost', false],
])) {
  test(`shut out: ${phase}, server ${reach}, ${watching ? 'watching' : 'not watching'}`, () => {
    const model = shutModel({ phase, reach, watching });
    assert.deepEqual(model, { title, lead, watch, reload: undefined });
  });
}

test('shut out by the server, or by the same page in another tab', () => {
  const facts = /** @type {const} */ ({ phase: 'refused', reach: 'refused', watching: false });
  for (const [takenOver, why] of /** @type {const} */ ([
    [false, 'refused'],
    [true, 'elsewhere'],
  ])) {
    const [title, lead, reload] = [`${why}.title`, `${why}.lead`, `${why}.reload`];
    assert.deepEqual(shutModel({ ...facts, takenOver }), { title, lead, watch: false, reload });
  }
});

test('the pill says 未连接 where nothing goes on, and else what goes on', () => {
  for (const state of STATES) {
    const resting = state === 'idle' || state === 'ended';
    assert.equal(statusOf(state, 'open'), resting ? 'connected' : state);
    const lost = resting || state === 'waiting' ? 'disconnected' : state;
    assert.equal(statusOf(state, 'lost'), lost);
  }
});

test('that a call goes on is said of none but a call that does', () => {
  const said = Object.fromEntries(STATES.map((state) => [state, lossNotice(state)]));
  assert.deepEqual(said, {
    idle: undefined,
    waiting: undefined,
    'ringing-out': undefined,
    'ringing-in': undefined,
    connecting: 'room.no-server',
    'in-call': 'status.signaling-lost',
    recovering: 'status.signaling-lost-too',
    ended: undefined,
  });
});
