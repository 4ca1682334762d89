import assert from 'node:assert/strict';
import { test } from 'node:test';
import { I18n } from '../../../src/i18n/i18n.js';
import { Announcer } from '../../../src/ui/room/announcer.js';
import { FakeClock } from '../../fakes/fakes.js';
import { strict } from '../../fakes/strict.js';

/** @typedef {{id: string, name: string, audio: boolean, video: boolean, screen: boolean}} Someone */

/** Longer than changes are gathered. */
const MEANWHILE = 1000;
const OFF = { state: 'off' };

/**
 * A target with fields that a test sets, which fires `change` when it does.
 *
 * @template {object} T
 * @param {T} fields
 */
function changing(fields) {
  const target = Object.assign(new EventTarget(), fields);
  return strict(
    Object.assign(target, {
      /** @param {Partial<T>} changed */
      change(changed) {
        Object.assign(target, changed);
        target.dispatchEvent(new Event('change'));
      },
    }),
  );
}

/** @param {string} id @param {Partial<Someone>} [fields] @returns {Someone} */
function someone(id, fields) {
  return { id, name: '', audio: true, video: true, screen: false, ...fields };
}

/** A page that has just found its server, and what a screen reader says. */
function setUp() {
  /** @type {string[]} */
  const heard = [];
  const i18n = new I18n('en');
  const clock = new FakeClock();
  const announce = (/** @type {any} */ key, /** @type {any} */ params) =>
    void heard.push(i18n.text(key, params));
  const call = changing({ state: { state: 'idle' }, partner: /** @type {any} */ (undefined) });
  const roster = changing({ selfId: 'me', members: /** @type {Someone[]} */ ([]) });
  const media = changing({ audio: OFF, video: OFF });
  const server = changing({ reach: 'open' });
  const app = { call, clock, i18n, media, notices: strict({ announce }), roster, server };
  new Announcer(/** @type {any} */ (strict(app)));
  return {
    ...app,
    /** @returns what was said since the last time */
    hear() {
      clock.advance(MEANWHILE);
      return heard.splice(0);
    },
  };
}

test('who comes is announced once, by the name that follows', () => {
  const { roster, clock, hear } = setUp();
  roster.change({ members: [someone('b')] });
  clock.advance(20);
  roster.change({ members: [someone('b', { name: 'Lin' })] });
  assert.deepEqual(hear(), ['Lin is here.']);
  roster.change({ members: [someone('b', { name: 'Lin', audio: false })] });
  assert.deepEqual(hear(), []);
});

test('who comes without a name is announced all the same, and who leaves by the name they had', () => {
  const { roster, hear } = setUp();
  roster.change({ members: [someone('b')] });
  assert.deepEqual(hear(), ['The other person is here.']);
  roster.change({ members: [someone('b', { name: 'Lin' })] });
  assert.deepEqual(hear(), []);
  roster.change({ members: [] });
  assert.deepEqual(hear(), ['Lin has left.']);
});

test('who was there when the page came is not announced', () => {
  const { roster, hear } = setUp();
  roster.change({ selfId: '', members: [] });
  assert.deepEqual(hear(), []);
  roster.change({ selfId: 'me', members: [someone('b')] });
  assert.deepEqual(hear(), []);
});

test('the end of a call is announced with the name of the partner, who has gone from the room', () => {
  const { call, roster, hear } = setUp();
  roster.change({ members: [someone('b', { name: 'Lin' })] });
  hear();
  call.change({ state: { state: 'ringing-in' }, partner: someone('b', { name: 'Lin' }) });
  assert.deepEqual(hear(), ['Lin is calling']);
  call.change({ state: { state: 'in-call' } });
  assert.deepEqual(hear(), ['You are in a call with Lin.']);
  roster.change({ members: [] });
  call.change({ state: /** @type {any} */ ({ state: 'ended', reason: 'left', byMe: false }) });
  assert.deepEqual(hear(), ['Lin has left']);
});

test('changes of call, server and devices are announced, each once', () => {
  const { call, media, server, hear } = setUp();
  server.change({ reach: 'lost' });
  server.change({ reach: 'lost' });
  assert.deepEqual(hear(), ["Can't reach the server. Still trying…"]);
  server.change({ reach: 'open' });
  assert.deepEqual(hear(), ['Back in contact with the server.']);
  media.change({ audio: { state: 'on' }, video: { state: 'on' } });
  assert.deepEqual(hear(), ['Your camera and microphone are on.']);
  media.change({ audio: { state: 'paused' } });
  call.change({});
  assert.deepEqual(hear(), ['You are muted.']);
  assert.deepEqual(hear(), []);
});

test('a partner who shows the screen in place of the camera sends a picture', () => {
  const { call, hear } = setUp();
  call.change({ state: { state: 'in-call' }, partner: someone('b', { name: 'Lin' }) });
  hear();
  call.change({ partner: someone('b', { name: 'Lin', video: false, screen: true }) });
  assert.deepEqual(hear(), []);
  call.change({ partner: someone('b', { name: 'Lin', video: false }) });
  assert.deepEqual(hear(), ['Lin has the camera off']);
});

test('what was undone before it could be announced is not', () => {
  const { media, hear } = setUp();
  media.change({ audio: { state: 'on' } });
  media.change({ audio: OFF });
  assert.deepEqual(hear(), []);
});
