/** When picture and sound of the other side came in, for how long they did not, and what was said. */

/** @import {Person} from '../lib/person.js' */

/**
 * @typedef {object} Arrivals moments in milliseconds since 1970
 * @property {number[]} picture
 * @property {number[]} sound
 * @property {number} unsaid for how long at most the page said that it is in a call over a picture
 *   that stood still, in milliseconds
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
  const arrivals = { picture: [Date.now()], sound: [Date.now()], unsaid: 0 };
  window.arrivals = arrivals;
  let last = await window.arrived();
  /** Since when the page says so, or the picture stands still: what is later. */
  let claimed = Date.now();
  const look = async () => {
    const sums = await window.arrived();
    if (sums.frames > last.frames) {
      arrivals.picture.push(Date.now());
      claimed = Date.now();
    } else if (window.duologue.state.state === 'in-call') {
      arrivals.unsaid = Math.max(arrivals.unsaid, Date.now() - claimed);
    } else {
      claimed = Date.now();
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
