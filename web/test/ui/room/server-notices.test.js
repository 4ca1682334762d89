import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ServerNotices } from '../../../src/ui/room/server-notices.js';

/** A call and a server whose states are set by hand, and the notices that are on the screen. */
function room() {
  /** @type {string[]} */
  const shown = [];
  const call = Object.assign(new EventTarget(), { state: { state: 'idle' } });
  const server = Object.assign(new EventTarget(), { reach: 'open' });
  const notices = {
    show: (/** @type {string} */ key) => shown.push(key),
    withdraw: () => {
      shown.length = 0;
    },
  };
  new ServerNotices(/** @type {any} */ ({ call, server, notices }));
  return {
    shown,
    /** @param {string} state */
    enter(state) {
      call.state = { state };
      call.dispatchEvent(new Event('change'));
    },
    /** @param {string} reach */
    reach(reach) {
      server.reach = reach;
      server.dispatchEvent(new Event('change'));
    },
  };
}

test('a loss in a call is said once, and so is the return', () => {
  const { shown, enter, reach } = room();
  enter('in-call');
  reach('lost');
  reach('lost');
  assert.deepEqual(shown, ['status.signaling-lost']);
  reach('open');
  assert.deepEqual(shown, ['status.signaling-back']);
});

test('that the call is not affected goes with the call', () => {
  const { shown, enter, reach } = room();
  enter('in-call');
  reach('lost');
  enter('recovering');
  assert.deepEqual(shown, ['status.signaling-lost-too']);
  enter('in-call');
  assert.deepEqual(shown, ['status.signaling-lost']);
  enter('ended');
  assert.deepEqual(shown, []);
  reach('open');
  assert.deepEqual(shown, [], 'after the call the screen itself says it');
});

test('outside a call there is no notice: the screens say it', () => {
  const { shown, enter, reach } = room();
  for (const state of ['idle', 'waiting', 'ringing-out', 'ringing-in', 'ended']) {
    enter(state);
    reach('lost');
    reach('open');
  }
  assert.deepEqual(shown, []);
});
