/** @import {Clock} from '../page/clock.js' */

/**
 * @typedef {'trying' | 'steady' | 'recovering' | 'given-up'} RecoveryState
 *
 * @typedef {'restart' | 'relay' | 'renew'} RecoveryStep ICE restarts over every path, ICE restarts
 *   over the relay only, a new peer connection
 */

/** A connection often comes back by itself within this time. */
const DISCONNECTED_GRACE = 2000;
/** From one step to the next, until there are no more. */
const STEP_INTERVAL = 4000;
/** From one new peer connection to the next. */
const RENEW_INTERVAL = 8000;
/** The side that does not lead steps in this much later. */
const FOLLOW_DELAY = 2000;

/** @type {RecoveryStep[]} */
const LADDER = ['restart', 'relay', 'renew'];

/**
 * Looks after one call's connection: it must come up in time, and is brought back when it breaks,
 * by one step of the ladder after the other. Media that flows is left alone.
 *
 * The side that leads goes first, so that the two do not cross; the other one steps in later,
 * should it alone have noticed. Who knows that its own network changed does not wait for anybody.
 */
export class Recovery {
  /** @type {RecoveryState} */
  state = 'trying';
  /** @type {RTCPeerConnectionState} */
  #connection = 'new';
  #rung = 0;
  #clock;
  #leads;
  #timeout;
  #onChange;
  #onStep;
  #cancelStep = () => {};
  #cancelDeadline = () => {};

  /**
   * @param {object} options
   * @param {Clock} options.clock
   * @param {boolean} options.leads
   * @param {{connect: number, recover: number}} options.timeouts
   * @param {(state: RecoveryState) => void} options.onChange
   * @param {(step: RecoveryStep) => void} options.onStep
   */
  constructor({ clock, leads, timeouts, onChange, onStep }) {
    this.#clock = clock;
    this.#leads = leads;
    this.#timeout = timeouts.recover;
    this.#onChange = onChange;
    this.#onStep = onStep;
    this.#deadline(timeouts.connect);
  }

  /**
   * To be told whenever the connection state may have changed.
   *
   * @param {RTCPeerConnectionState} connection
   */
  check(connection) {
    const before = this.#connection;
    this.#connection = connection;
    if (connection === 'connected') {
      this.#rung = 0;
      this.stop();
      this.#enter('steady');
    } else if (connection === 'disconnected' && this.state === 'steady') {
      this.#after(DISCONNECTED_GRACE + this.#delay, () => this.#climb());
    } else if (connection === 'failed' && before !== 'failed') {
      this.#begin();
      this.#after(this.#delay, () => this.#climb());
    }
  }

  /**
   * The path is dead, whether or not that shows yet: this side's network changed, nothing comes in,
   * or what carried it is gone.
   *
   * @param {'restart' | 'renew'} [step] to begin with
   * @returns {boolean} whether something is done about it
   */
  pathDied(step = 'restart') {
    if (this.state !== 'steady' && this.state !== 'recovering') {
      return false;
    }
    this.#rung = LADDER.indexOf(step);
    if (step === 'renew') {
      this.#climb();
    } else {
      this.#rung += 1;
      this.#onStep(step);
      this.#after(STEP_INTERVAL, () => this.#connection !== 'connected' && this.#climb());
    }
    return true;
  }

  /** The other side has just taken a step: this one gives it the time to work. */
  otherActs() {
    if (this.state === 'recovering') {
      this.#after(STEP_INTERVAL + this.#delay, () => this.#climb());
    }
  }

  /** Stops looking after the connection. */
  stop() {
    this.#cancelStep();
    this.#cancelDeadline();
  }

  get #delay() {
    return this.#leads ? 0 : FOLLOW_DELAY;
  }

  #begin() {
    if (this.state === 'steady') {
      this.#deadline(this.#timeout);
      this.#enter('recovering');
    }
  }

  #climb() {
    this.#begin();
    const step = LADDER[this.#rung] ?? 'renew';
    this.#rung += 1;
    const interval = step === 'renew' ? RENEW_INTERVAL : STEP_INTERVAL;
    this.#after(interval + this.#delay, () => this.#climb());
    this.#onStep(step);
  }

  /**
   * @param {number} ms
   * @param {() => void} task
   */
  #after(ms, task) {
    this.#cancelStep();
    this.#cancelStep = ms > 0 ? this.#clock.after(ms, task) : () => {};
    if (ms === 0) {
      task();
    }
  }

  /** @param {number} ms */
  #deadline(ms) {
    this.#cancelDeadline();
    this.#cancelDeadline = this.#clock.after(ms, () => {
      this.stop();
      this.#enter('given-up');
    });
  }

  /** @param {RecoveryState} state */
  #enter(state) {
    if (this.state !== state) {
      this.state = state;
      this.#onChange(state);
    }
  }
}
