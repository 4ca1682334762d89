import { Timer } from '../page/clock.js';
import { REJOIN_WINDOW } from '../page/tab-memory.js';

/** @import {Clock} from '../page/clock.js' */

/** The callee's own limit is later than the caller's, whose goodbye says more. */
const CALLEE_EXTRA = 5000;
/** After a gap, how long a caller may take to say again that it calls. */
const CONFIRM_WITHIN = 5000;

/** How long it rings: on either side for as long as somebody calls, and no longer. */
export class RingTimer {
  #timer;
  #limit;
  #over;

  /**
   * @param {Clock} clock
   * @param {number} limit in milliseconds
   * @param {{noAnswer: () => void, missed: () => void, alone: () => void}} over
   */
  constructor(clock, limit, over) {
    this.#timer = new Timer(clock);
    this.#limit = limit;
    this.#over = over;
  }

  /** This side calls. */
  callOut() {
    this.#timer.set(this.#limit, this.#over.noAnswer);
  }

  /** The other side calls, or has said again that it does. */
  ring() {
    this.#timer.set(this.#limit + CALLEE_EXTRA, this.#over.missed);
  }

  /**
   * This side may have missed that the caller gave up: a caller that still
   * calls says so again.
   */
  confirm() {
    this.#timer.set(CONFIRM_WITHIN, this.#over.missed);
  }

  /** This side waits for the other one to come back into a call. */
  awaitReturn() {
    this.#timer.set(REJOIN_WINDOW, this.#over.alone);
  }

  stop() {
    this.#timer.cancel();
  }
}
