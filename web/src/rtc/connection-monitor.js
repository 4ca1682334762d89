import { Timer } from '../page/clock.js';
import { isRelayed } from './selected-path.js';

/** @import {Clock} from '../page/clock.js' */
/** @import {EventLog} from '../page/event-log.js' */
/** @import {PeerConnection} from './peer-connection.js' */

/**
 * @typedef {'connecting' | 'steady' | 'recovering' | 'given-up'} ConnectionState
 *   `recovering` from the moment in which nothing comes in, or a step is taken that shows
 *
 * @typedef {'restart' | 'relay' | 'renew'} RecoveryStep ICE restarts over every path, ICE restarts
 *   over the relay only, a new peer connection
 *
 * @typedef {object} MonitoredCall
 * @property {PeerConnection} connection the one that it goes over at present
 * @property {boolean} leads whether this side takes the first step
 * @property {boolean} canRenew whether the other side understands a new peer connection
 * @property {() => void} renew goes on over a new peer connection
 *
 * @typedef {object} ServerLink
 * @property {() => void} check asks the server for a word
 * @property {(at: number) => boolean} heardSince whether it has said something since
 * @property {() => void} renew makes the connection to it anew
 */

/** How often the connection is looked at, in milliseconds. */
export const LOOK_INTERVAL = 400;
/** After how many looks without anything new the server is asked whether it can be reached. */
const SUSPECT = 2;
/** After how many it is said that the call stands still: within 2 s of the last packet. */
const SILENT = 3;
/** After how many the path counts as dead. */
const DEAD = 5;
/** The side that does not lead waits so many more. */
const FOLLOW = 5;
/** After how many looks over a relay a direct path is sought that may only have been missed. */
const SEEK_DIRECT = [8, 25];

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
 * Watches one call's connection: it must come up in time, and when it breaks it is recovered, one
 * rung of the ladder after the other. A break is either reported (the connection state, a network
 * change, a restarted server) or found (nothing comes in any more). As long as media flows, nothing
 * is done.
 *
 * The leading side acts first, so that the two do not act at once; the other one acts later, in case
 * only it has noticed. A side whose own network changed acts at once.
 */
export class ConnectionMonitor {
  /** @type {ConnectionState} */
  #state = 'connecting';
  /** @type {RTCPeerConnectionState} as it was last told */
  #told = 'new';
  #rung = 0;
  #still = 0;
  #suspectedAt = 0;
  /** For how many looks the media has gone over a relay, perhaps needlessly. */
  #detour = 0;
  #call;
  #server;
  #clock;
  #log;
  #connectTimeout;
  #recoverTimeout;
  #onChange;
  #looks;
  #step;
  #deadline;

  /**
   * @param {object} options
   * @param {MonitoredCall} options.call
   * @param {ServerLink} options.server
   * @param {Clock} options.clock
   * @param {EventLog} options.log
   * @param {{connect: number, recover: number}} options.timeouts in milliseconds
   * @param {(state: ConnectionState) => void} options.onChange
   */
  constructor({ call, server, clock, log, timeouts, onChange }) {
    this.#call = call;
    this.#server = server;
    this.#clock = clock;
    this.#log = log;
    this.#recoverTimeout = timeouts.recover;
    this.#onChange = onChange;
    this.#looks = new Timer(clock);
    this.#step = new Timer(clock);
    this.#deadline = new Timer(clock);
    this.#connectTimeout = timeouts.connect;
  }

  get state() {
    return this.#state;
  }

  /** Begins to watch a connection that is about to come up. */
  start() {
    this.#deadline.set(this.#connectTimeout, () => this.#giveUp());
    this.#lookSoon();
    this.check();
  }

  /** Stops watching. */
  stop() {
    for (const timer of [this.#looks, this.#step, this.#deadline]) {
      timer.cancel();
    }
  }

  /** To be called whenever the connection state may have changed. */
  check() {
    if (this.#state === 'given-up') {
      return;
    }
    const before = this.#told;
    this.#told = this.#connection.connectionState;
    if (this.#told === 'connected') {
      // One over which nothing comes in yet settles at the look that finds something.
      if (this.#connection.silence < SILENT) {
        this.#settle();
      }
    } else if (this.#told === 'disconnected' && this.#state === 'steady') {
      this.#step.set(DISCONNECTED_GRACE + this.#delay, () => this.#climb());
    } else if (this.#told === 'failed' && before !== 'failed') {
      this.#begin();
      if (this.#call.leads) {
        this.#climb();
      } else {
        this.#climbAfter(FOLLOW_DELAY);
      }
    }
  }

  /** This computer's network is another one now. */
  networkChanged() {
    this.#pathDied('restart');
  }

  /** The other side has just taken a step: this one gives it the time to work. */
  otherActs() {
    if (this.#state === 'recovering') {
      this.#climbAfter(STEP_INTERVAL + this.#delay);
    }
  }

  /**
   * Both sides are at the server again, and one of them in a new session. For a relayed call the
   * server has then most likely restarted, and its relay has lost the allocations: only a new
   * connection helps. (Where the relay is another one and media flows on, resending is enough.)
   */
  met() {
    const cutOff = isRelayed(this.#connection.path) && !this.#connection.isFlowing;
    if (!cutOff || !this.#call.leads || !this.#pathDied('renew')) {
      this.#connection.negotiation.resend();
    }
  }

  get #connection() {
    return this.#call.connection;
  }

  get #delay() {
    return this.#call.leads ? 0 : FOLLOW_DELAY;
  }

  #lookSoon() {
    this.#looks.set(LOOK_INTERVAL, () => {
      this.#lookSoon();
      void this.#look();
    });
  }

  async #look() {
    this.#still = await this.#connection.look();
    if (this.#still === SUSPECT) {
      this.#suspectedAt = this.#clock.elapsed();
      this.#server.check();
    } else if (this.#still === DEAD || this.#still === DEAD + FOLLOW) {
      this.#stalled();
    } else if (this.#state === 'recovering' && this.#connection.isFlowing && !this.#isBroken) {
      this.#settle();
    }
    // Also while a step has its time to work: what stands still is said.
    if (this.#connection.silence >= SILENT) {
      this.#begin();
    }
    this.#seekDirect();
  }

  /**
   * The path is dead. If the server can be reached, this computer's network is not to blame, and a
   * new peer connection is the quickest way: an ICE restart takes seconds longer, because Chromium
   * holds on to the old pair, and shows the first frames late after so long a pause. Otherwise the
   * network has changed or is gone, and an ICE restart finds a path once there is one.
   */
  #stalled() {
    const reachable = this.#server.heardSince(this.#suspectedAt);
    if (this.#still === DEAD) {
      this.#log.add('warning', 'media-stalled', { seconds: (DEAD * LOOK_INTERVAL) / 1000 });
      if (!reachable) {
        this.#server.renew();
      }
    }
    if (this.#still === DEAD + (this.#call.leads ? 0 : FOLLOW)) {
      this.#pathDied(reachable ? 'renew' : 'restart');
    }
  }

  #seekDirect() {
    const { canRenew, leads } = this.#call;
    this.#detour = canRenew && this.#connection.mayGoDirect ? this.#detour + 1 : 0;
    if (SEEK_DIRECT.includes(this.#detour - (leads ? 0 : FOLLOW))) {
      void this.#goDirect();
    }
  }

  /** Where UDP is blocked there is nothing to be found, and each restart costs another allocation. */
  async #goDirect() {
    if ((await this.#connection.learnsOwnAddress()) && this.#connection.mayGoDirect) {
      this.#log.add('info', 'direct-sought');
      this.#connection.restartIce({ relayOnly: false });
    }
  }

  /**
   * The path is dead, even if media seems to flow.
   *
   * @param {'restart' | 'renew'} wanted the step to begin with
   * @returns {boolean} whether something is done about it
   */
  #pathDied(wanted) {
    if (this.#state !== 'steady' && this.#state !== 'recovering') {
      return false;
    }
    const step = this.#possible(wanted);
    this.#rung = LADDER.indexOf(step);
    if (step === 'renew') {
      this.#climb();
    } else {
      this.#rung += 1;
      this.#take(step);
      this.#step.set(STEP_INTERVAL, () => this.#isBroken && this.#climb());
    }
    return true;
  }

  get #isBroken() {
    const { connectionState, silence } = this.#connection;
    return connectionState !== 'connected' || this.#still > 0 || silence > 0;
  }

  /** It is up, or up again. */
  #settle() {
    this.#rung = 0;
    this.#step.cancel();
    this.#deadline.cancel();
    this.#enter('steady');
  }

  #begin() {
    if (this.#state === 'steady') {
      this.#deadline.set(this.#recoverTimeout, () => this.#giveUp());
      this.#enter('recovering');
    }
  }

  #climb() {
    this.#begin();
    const step = LADDER[this.#rung] ?? 'renew';
    this.#rung += 1;
    const interval = step === 'renew' ? RENEW_INTERVAL : STEP_INTERVAL;
    this.#climbAfter(interval + this.#delay);
    this.#take(step);
  }

  /** @param {number} ms */
  #climbAfter(ms) {
    this.#step.set(ms, () => this.#climb());
  }

  /** @param {RecoveryStep} wanted */
  #take(wanted) {
    const step = this.#possible(wanted);
    this.#log.add('info', `recovery-${step}`);
    if (step === 'renew') {
      this.#call.renew();
    } else {
      this.#connection.restartIce({ relayOnly: step === 'relay' });
    }
  }

  /**
   * A client that names no calls would take a new peer connection for a new call.
   *
   * @template {RecoveryStep} S
   * @param {S} step
   * @returns {S | 'restart'}
   */
  #possible(step) {
    return step === 'renew' && !this.#call.canRenew ? 'restart' : step;
  }

  #giveUp() {
    this.stop();
    this.#enter('given-up');
  }

  /** @param {ConnectionState} state */
  #enter(state) {
    if (this.#state !== state) {
      this.#state = state;
      this.#onChange(state);
    }
  }
}
