/** When picture and sound of the other side came in, and for how long they did not. */

/** @import {Person} from '../lib/person.js' */

/**
 * @typedef {object} Arrivals moments in milliseconds since 1970
 * @property {number[]} picture
 * @property {number[]} sound
 */

/** How often a page looks, in milliseconds. */
const INTERVAL = 50;
/** Who waits longer notices that something stands still. */
export const PAUSE = 500;

/**
 * Begins to note what comes in, over whichever peer connection.
 *
 * @param {Person} person
 */
export async function noteArrivals(person) {
  await person.page.evaluate(note, INTERVAL);
}

/** What was noted, beginning with the moment when that began. @param {Person} person */
export function arrivalsAt(person) {
  return person.page.evaluate(() => window.arrivals);
}

/** To be run in a page. @param {number} interval */
async function note(interval) {
  const arrivals = { picture: [Date.now()], sound: [Date.now()] };
  window.arrivals = arrivals;
  let last = await window.arrived();
  const look = async () => {
    const sums = await window.arrived();
    if (sums.frames > last.frames) {
      arrivals.picture.push(Date.now());
    }
    if (sums.audioBytes > last.audioBytes) {
      arrivals.sound.push(Date.now());
    }
    last = sums;
    if (window.arrivals === arrivals) {
      setTimeout(look, interval);
    }
  };
  void look();
}

/** The longest time between two of these. @param {number[]} moments */
export function longestGap(moments) {
  return Math.max(0, ...gapsIn(moments).map(({ length }) => length));
}

/**
 * How long after `since` the last pause was over; 0 if nothing paused.
 *
 * @param {number[]} moments
 * @param {number} since
 */
export function backAfter(moments, since) {
  const ends = gapsIn(moments)
    .filter(({ length }) => length > PAUSE)
    .map(({ end }) => end - since);
  return Math.max(0, ...ends);
}

/**
 * Whether there was no pause for a while.
 *
 * @param {number[]} moments
 * @param {number} from when that while began
 */
export function flowsSince(moments, from) {
  const whole = [from, ...moments.filter((moment) => moment > from), Date.now()];
  return longestGap(whole) < PAUSE;
}

/** @param {number[]} moments */
function gapsIn(moments) {
  return moments.slice(1).map((end, i) => ({ end, length: end - (moments[i] ?? end) }));
}
