import assert from 'node:assert/strict';
import { test } from 'node:test';
import { en } from '../../../src/i18n/en.js';
import { announcementsOf } from '../../../src/ui/room/announcements.js';

/** @import {Snapshot} from '../../../src/ui/room/announcements.js' */

const PEER = { peer: 'b' };
const UP = /** @type {const} */ ({ state: 'in-call', ...PEER, since: 1 });
const BROKEN = /** @type {const} */ ({ state: 'recovering', ...PEER, since: 1 });
const BOTH = { audio: true, video: true };

/** @param {Partial<Snapshot>} [fields] @returns {Snapshot} */
function at(fields = {}) {
  return {
    call: { state: 'idle' },
    reach: 'open',
    others: 1,
    partner: BOTH,
    own: { audio: 'on', video: 'on' },
    ...fields,
  };
}

/** @param {Partial<Snapshot>} before @param {Partial<Snapshot>} now */
function said(before, now) {
  return announcementsOf(at(before), at(now)).map(({ key }) => key);
}

/** @param {import('../../../src/call/call-state.js').EndReason} reason */
function ended(reason, byMe = false) {
  return { call: /** @type {const} */ ({ state: 'ended', reason, byMe, duration: 5 }) };
}

/** What happens: before, now, what is said. @type {[string, Partial<Snapshot>, Partial<Snapshot>, string[]][]} */
const EVENTS = [
  ['nothing', {}, {}, []],
  ['somebody comes', { others: 0 }, { others: 1 }, ['announce.joined']],
  ['somebody goes', { others: 1 }, { others: 0 }, ['announce.left']],
  ['the page learns who is here', { others: undefined }, { others: 1 }, []],
  [
    'the page loses its server',
    { others: 1 },
    { others: undefined, reach: 'lost' },
    ['room.no-server'],
  ],
  ['the server is back', { reach: 'lost', others: undefined }, {}, ['status.signaling-back']],
  ['the server is lost in a call', { call: UP }, { call: UP, reach: 'lost' }, []],
  ['a member loses the server in a call', { call: UP, others: 1 }, { call: UP, others: 0 }, []],
  ['waiting', {}, { call: { state: 'waiting' } }, ['room.waiting']],
  ['calling', {}, { call: { state: 'ringing-out', ...PEER, expected: false } }, ['ring.out']],
  ['calling who waits', {}, { call: { state: 'ringing-out', ...PEER, expected: true } }, []],
  ['being called', {}, { call: { state: 'ringing-in', ...PEER } }, ['ring.in']],
  ['accepted', { call: { state: 'connecting', ...PEER } }, { call: UP }, ['announce.in-call']],
  ['the path breaks', { call: UP }, { call: BROKEN }, ['call.recovering']],
  ['the path is back', { call: BROKEN }, { call: UP }, ['announce.recovered']],
  ['they hang up', { call: UP }, ended('ended'), ['end.ended', 'end.ended-by-them']],
  ['one hangs up', { call: UP }, ended('ended', true), ['end.ended', 'end.ended-by-me']],
  ['a call is missed', { call: { state: 'ringing-in', ...PEER } }, ended('missed'), ['end.missed']],
  ['they leave', { call: UP }, { ...ended('left'), others: 0 }, ['end.left']],
  [
    'they leave while it rings',
    { call: { state: 'ringing-out', ...PEER, expected: false } },
    { ...ended('left'), others: 0 },
    ['end.left'],
  ],
  ['they leave after the end', ended('ended'), { ...ended('ended'), others: 0 }, ['announce.left']],
  [
    'they mute',
    { call: UP },
    { call: UP, partner: { ...BOTH, audio: false } },
    ['call.peer-muted'],
  ],
  [
    'they unmute',
    { call: UP, partner: { ...BOTH, audio: false } },
    { call: UP },
    ['call.peer-unmuted'],
  ],
  [
    'their camera goes off',
    { call: UP },
    { call: UP, partner: { ...BOTH, video: false } },
    ['call.peer-camera-off'],
  ],
  [
    'their camera goes on',
    { call: UP, partner: { ...BOTH, video: false } },
    { call: UP },
    ['call.peer-camera-on'],
  ],
  ['they mute before the call', {}, { partner: { ...BOTH, audio: false } }, []],
  [
    'they come into the call muted',
    { call: { state: 'connecting', ...PEER }, partner: { ...BOTH, audio: false } },
    { call: UP, partner: { ...BOTH, audio: false } },
    ['announce.in-call', 'call.peer-muted'],
  ],
  ['one mutes', {}, { own: { audio: 'paused', video: 'on' } }, ['call.self-muted']],
  ['one unmutes', { own: { audio: 'paused', video: 'on' } }, {}, ['announce.microphone-on']],
  [
    'one turns the camera off',
    {},
    { own: { audio: 'on', video: 'paused' } },
    ['announce.camera-off'],
  ],
  ['one turns it on', { own: { audio: 'on', video: 'paused' } }, {}, ['announce.camera-on']],
  ['both start', { own: { audio: 'starting', video: 'starting' } }, {}, ['announce.both-on']],
  ['the system mutes', {}, { own: { audio: 'interrupted', video: 'on' } }, []],
  [
    'the page asks',
    { own: { audio: 'off', video: 'off' } },
    { own: { audio: 'starting', video: 'starting' } },
    [],
  ],
];

for (const [name, before, now, expected] of EVENTS) {
  test(`${name}: ${expected.join(', ') || 'silence'}`, () => {
    assert.deepEqual(said(before, now), expected);
  });
}

test('nothing is said twice while nothing happens', () => {
  for (const [name, , now] of EVENTS) {
    assert.deepEqual(said(now, now), [], name);
  }
});

test('whatever needs a name gets one', () => {
  for (const [name, before, now] of EVENTS) {
    for (const { key, name: place } of announcementsOf(at(before), at(now))) {
      if (en[key].includes('{name}')) {
        assert.ok(place, `${name}: ${key}`);
      }
    }
  }
});
