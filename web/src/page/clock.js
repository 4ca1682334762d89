/**
 * Time as the call library sees it, so that tests need not sleep.
 *
 * @typedef {object} Clock
 * @property {() => number} now milliseconds since the epoch, to be shown, or to be compared by
 *   another page; people and time servers set it forward and back
 * @property {() => number} elapsed milliseconds since some moment, to measure how long something
 *   takes; nobody sets it
 * @property {(ms: number, task: () => void) => () => void} after runs `task` once, `ms`
 *   milliseconds from now; the returned function calls it off
 */

/** The clock of this computer. @type {Clock} */
export const systemClock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  after(ms, task) {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
};

/** One task at a time that is to come later. */
export class Timer {
  #clock;
  #cancel = () => {};

  /** @param {Clock} clock */
  constructor(clock) {
    this.#clock = clock;
  }

  /**
   * Runs `task` after `ms`, in place of the task that was set before.
   *
   * @param {number} ms
   * @param {() => void} task
   */
  set(ms, task) {
    this.#cancel();
    this.#cancel = this.#clock.after(ms, task);
  }

  cancel() {
    this.#cancel();
  }
}
