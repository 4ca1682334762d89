import { clickAndTime, firstFrame } from '../bench/frame-times.js';

/** @import {Person} from './person.js' */

/** @typedef {{caller: number, callee: number}} Times in milliseconds */

/**
 * From the click on a button that calls to the first frame of the other side, on both sides.
 *
 * @param {Person} caller
 * @param {Person} callee who accepts at once
 * @param {string} name of the button
 * @returns {Promise<Times>}
 */
export async function timeCall(caller, callee, name) {
  const button = await caller.findsButton(name);
  const calleeFrame = callee.page.evaluate(firstFrame, '#remoteVideo');
  const callerFrame = caller.page.evaluate(firstFrame, '#remoteVideo');
  const clicked = await /** @type {NonNullable<typeof button>} */ (button).evaluate(clickAndTime);
  return { caller: (await callerFrame) - clicked, callee: (await calleeFrame) - clicked };
}
