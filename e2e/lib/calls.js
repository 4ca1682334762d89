/** @import {Person} from './person.js' */

/**
 * Waits until both are in a call, and see and hear each other.
 *
 * @param {Person[]} both
 * @param {string} [status] what the pill then says
 */
export async function talking(both, status = 'In a call') {
  await Promise.all(both.map((person) => person.seesStatus(status)));
  await Promise.all(both.flatMap((person) => [person.seesTheOther(), person.hearsTheOther()]));
}

/**
 * One calls, the other accepts.
 *
 * @param {Person} caller
 * @param {Person} callee
 * @param {string} [button] what the caller presses
 */
export async function call(caller, callee, button = 'Call') {
  await caller.press(button);
  await callee.press('Accept');
  await talking([caller, callee]);
}

/**
 * Two people in a room, with their cameras on.
 *
 * @param {import('./scene.js').Scene} scene
 * @param {string} room
 */
export async function twoPeople(scene, room) {
  const two = [await scene.enter(room), await scene.enter(room)];
  for (const person of two) {
    await person.press('Start camera');
  }
  await Promise.all(two.map((person) => person.seesThemselves()));
  return /** @type {[Person, Person]} */ (two);
}
