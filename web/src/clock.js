/**
 * Time as the call library sees it, so that tests need not sleep.
 *
 * @typedef {object} Clock
 * @property {() => number} now milliseconds since the epoch
 * @property {(ms: number, task: () => void) => () => void} after runs `task` once, `ms`
 *   milliseconds from now; the returned function calls it off
 */

/** The clock of this computer. @type {Clock} */
export const systemClock = {
  now: () => Date.now(),
  after(ms, task) {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
};
