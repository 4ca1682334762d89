import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { pathOf, selectedPair } from '../../web/src/rtc/selected-path.js';
import { acceptAtOnce } from '../bench/frame-times.js';
import { talking } from '../lib/calls.js';
import { timeCall } from '../lib/time-call.js';

/** @import {CallPath} from '../../web/src/rtc/selected-path.js' */
/** @import {Person} from '../lib/person.js' */
/** @import {Times} from '../lib/time-call.js' */

const DEADLINE = 30_000;

/**
 * One calls the other, who accepts at once, and both see and hear each other.
 *
 * @param {Person} caller
 * @param {Person} callee
 * @param {string} [button] what the caller presses
 * @returns {Promise<Times>} from the click to the first frame
 */
export async function callAndTime(caller, callee, button = 'Call') {
  await callee.page.evaluate(acceptAtOnce);
  const times = timeCall(caller, callee, button);
  times.catch(() => {}); // what does not connect is told below, and sooner
  await talking([caller, callee]);
  return times;
}

/**
 * Waits until the media of the current call takes one of these paths.
 *
 * @param {Person} person
 * @param {CallPath[]} possible
 */
export async function takesPath(person, possible) {
  const isPossible = (/** @type {CallPath | undefined} */ path) => path && possible.includes(path);
  const deadline = Date.now() + DEADLINE;
  let report = await currentStats(person);
  while (!isPossible(pathOf(report)) && Date.now() < deadline) {
    await pause(50);
    report = await currentStats(person);
  }
  const taken = pathOf(report);
  const wrong = `The call goes ${taken}, not ${possible.join(' or ')}`;
  assert.ok(isPossible(taken), `${wrong}: ${JSON.stringify(selectedPair(report))}`);
  return String(taken);
}

/**
 * What the browser says of the current call.
 *
 * @param {Person} person
 * @returns {Promise<RTCStatsReport>}
 */
async function currentStats(person) {
  const entries = await person.page.evaluate(async () => {
    const current = window.peerConnections.find((each) => each.connectionState === 'connected');
    return [...((await current?.getStats()) ?? [])];
  });
  return new Map(entries);
}

/**
 * Ends the call for both.
 *
 * @param {Person} one who hangs up
 * @param {Person} other
 */
export async function hangUp(one, other) {
  await one.press('Hang up');
  await other.seesStatus('Connected');
}
