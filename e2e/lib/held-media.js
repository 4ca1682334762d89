/** @import {Person} from './person.js' */

/**
 * To be run in a page before its own scripts: `window.media.held` says whether requests for camera
 * and microphone wait, as they do for a person who does not answer; `window.media.release()` lets
 * them go on; `window.media.tracks` is everything that was ever given out.
 *
 * @param {boolean} held
 */
function prepareMedia(held) {
  const { mediaDevices } = navigator;
  const original = mediaDevices.getUserMedia.bind(mediaDevices);
  /** @type {(() => void)[]} */
  const waiting = [];
  window.media = {
    held,
    tracks: [],
    asked: 0,
    release() {
      window.media.held = false;
      for (const resolve of waiting.splice(0)) {
        resolve();
      }
    },
  };
  mediaDevices.getUserMedia = async (constraints) => {
    window.media.asked += 1;
    if (window.media.held) {
      await new Promise((resolve) => waiting.push(() => resolve(undefined)));
    }
    const stream = await original(constraints);
    window.media.tracks.push(...stream.getTracks());
    return stream;
  };
}

/**
 * Opens a room with camera and microphone under the test's control.
 *
 * @param {import('./scene.js').Scene} scene
 * @param {string} room
 * @param {{held?: boolean}} [options] whether requests wait from the start
 * @returns {Promise<Person>}
 */
export async function enterWithHeldMedia(scene, room, { held = false } = {}) {
  const person = await scene.arrive();
  await person.page.evaluateOnNewDocument(prepareMedia, held);
  return person.open(scene.link(room));
}

/** Lets the requests that wait go on. @param {Person} person */
export function allows(person) {
  return person.page.evaluate(() => window.media.release());
}

/**
 * Waits until so many requests for camera and microphone were made.
 *
 * @param {Person} person
 * @param {number} count
 */
export async function wasAsked(person, count) {
  await person.page.waitForFunction((wanted) => window.media.asked >= wanted, {}, count);
}

/**
 * Waits until exactly these kinds of devices are open in a page.
 *
 * @param {Person} person
 * @param {string} kinds in the order of the alphabet
 */
export async function hasOpen(person, kinds) {
  await person.page.waitForFunction(
    (wanted) => {
      const open = window.media.tracks.filter(({ readyState }) => readyState === 'live');
      return (
        open
          .map(({ kind }) => kind)
          .sort()
          .join(' ') === wanted
      );
    },
    { polling: 50 },
    kinds,
  );
}
