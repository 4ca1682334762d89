/** @import {Clock} from './clock.js' */

/**
 * @typedef {'trying' | 'steady' | 'recovering' | 'given-up'} RecoveryState
 *
 * @typedef {object} Recoverable what is looked after: a `PeerSession`
 * @property {RTCPeerConnectionState} connectionState
 * @property {() => void} restartIce
 */

/** A connection often comes back by itself within this time. */
const DISCONNECTED_GRACE = 2000;
/** Between two ICE restarts. */
const RESTART_INTERVAL = 8000;

/**
 * Looks after one connection: it must come up in time, and is brought back when it breaks. The
 * side that leads restarts ICE first, so that the two do not cross; the other one steps in later,
 * should it alone have noticed.
 */
export class Recovery {
  /** @type {RecoveryState} */
  state = 'trying';
  #session;
  #clock;
  #leads;
  #timeout;
  #onChange;
  #cancelStep = () => {};
  #cancelDeadline = () => {};

  /**
   * @param {object} options
   * @param {Recoverable} options.session
   * @param {Clock} options.clock
   * @param {boolean} options.leads
   * @param {{connect: number, recover: number}} options.timeouts
   * @param {(state: RecoveryState) => void} options.onChange
   */
  constructor({ session, clock, leads, timeouts, onChange }) {
    this.#session = session;
    this.#clock = clock;
    this.#leads = leads;
    this.#timeout = timeouts.recover;
    this.#onChange = onChange;
    this.#deadline(timeouts.connect);
    this.check();
  }

  /** To be called whenever the connection state may have changed. */
  check() {
    switch (this.#session.connectionState) {
      case 'connected':
        return this.#connected();
      case 'disconnected':
        return this.#disconnected();
      case 'failed':
        return this.#recover(this.#leads);
      default:
        return undefined;
    }
  }

  /** Stops looking after the connection. */
  stop() {
    this.#cancelStep();
    this.#cancelDeadline();
  }

  #connected() {
    this.stop();
    this.#enter('steady');
  }

  #disconnected() {
    if (this.state === 'steady') {
      this.#cancelStep();
      this.#cancelStep = this.#clock.after(DISCONNECTED_GRACE, () => this.#recover(this.#leads));
    }
  }

  /** @param {boolean} restart */
  #recover(restart) {
    if (this.state === 'steady') {
      this.#deadline(this.#timeout);
      this.#enter('recovering');
    }
    this.#cancelStep();
    if (restart) {
      this.#session.restartIce();
    }
    this.#cancelStep = this.#clock.after(RESTART_INTERVAL, () => {
      if (this.#session.connectionState !== 'connected') {
        this.#recover(true);
      }
    });
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
