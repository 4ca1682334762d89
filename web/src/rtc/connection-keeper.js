import { Timer } from '../page/clock.js';
import { Recovery } from './recovery.js';

/** @import {CallLine} from '../call/call-line.js' */
/** @import {CallLines} from '../call/call-lines.js' */
/** @import {Clock} from '../page/clock.js' */
/** @import {EventLog} from '../page/event-log.js' */
/** @import {PeerConnection} from './peer-connection.js' */
/** @import {RecoveryState, RecoveryStep} from './recovery.js' */
/** @import {SignalClient} from '../signaling/signal-client.js' */

/** How often the connection is looked at, in milliseconds. */
const LOOK_INTERVAL = 500;
/** After how many looks without anything new the server is asked whether it can be reached. */
const SUSPECT = 2;
/** After how many the path counts as dead. */
const DEAD = 4;
/** The side that does not lead waits so many more. */
const FOLLOW = 4;
/** After how many looks over a relay a direct path is sought that may only have been missed. */
const SEEK_DIRECT = [6, 20];

/** Keeps the connection of the current line up, by the steps that its `Recovery` says. */
export class ConnectionKeeper {
  #signaling;
  #lines;
  #clock;
  #log;
  #timeouts;
  #onChange;
  /** @type {Recovery | undefined} */
  #recovery;
  #leads = false;
  #suspectedAt = 0;
  /** For how many looks the media has gone over a relay, perhaps needlessly. */
  #detour = 0;
  #timer;

  /**
   * @param {object} options
   * @param {SignalClient} options.signaling
   * @param {CallLines} options.lines
   * @param {Clock} options.clock
   * @param {EventLog} options.log
   * @param {{connect: number, recover: number}} options.timeouts
   * @param {(line: CallLine, state: RecoveryState) => void} options.onChange
   */
  constructor({ signaling, lines, clock, log, timeouts, onChange }) {
    this.#signaling = signaling;
    this.#lines = lines;
    this.#clock = clock;
    this.#timer = new Timer(clock);
    this.#log = log;
    this.#timeouts = timeouts;
    this.#onChange = onChange;
    lines.addEventListener('connection', () => this.#check());
  }

  /** @param {CallLine} line which is about to connect */
  watch(line) {
    this.stop();
    // the reference client never restarts ICE
    this.#leads = !line.session.negotiation.polite || !line.peerNamesCalls;
    this.#recovery = new Recovery({
      clock: this.#clock,
      leads: this.#leads,
      timeouts: this.#timeouts,
      onChange: (state) => this.#onChange(line, state),
      onStep: (step) => this.#take(line, step),
    });
    this.#detour = 0;
    this.#check();
    this.#lookSoon();
  }

  stop() {
    this.#timer.cancel();
    this.#recovery?.stop();
    this.#recovery = undefined;
  }

  /** This computer's network is another one now. */
  networkChanged() {
    this.#recovery?.pathDied();
  }

  /** The other side tries to bring the connection back. */
  otherActs() {
    this.#recovery?.otherActs();
  }

  /**
   * Both sides are at the server again, which does not know one of them from before. Over a relay,
   * a new connection is better than a word that is said again: the relay of a server that was
   * started anew knows nothing of the old one. (Another relay may have gone on, and media with it.)
   */
  met() {
    const session = this.#lines.current?.session;
    const cutOff = session?.path?.startsWith('relay') && !session.isFlowing;
    if (!cutOff || !this.#leads || !this.#pathDied('renew')) {
      session?.negotiation.resend();
    }
  }

  #lookSoon() {
    this.#timer.set(LOOK_INTERVAL, () => {
      void this.#look();
      this.#lookSoon();
    });
  }

  async #look() {
    const still = await this.#lines.current?.session.look();
    if (still === SUSPECT) {
      this.#suspectedAt = this.#clock.elapsed();
      this.#signaling.check();
    } else if (still === DEAD || still === DEAD + FOLLOW) {
      this.#stalled(still);
    }
    this.#seekDirect();
  }

  #seekDirect() {
    const line = this.#lines.current;
    this.#detour = line?.peerNamesCalls && line.session.mayGoDirect ? this.#detour + 1 : 0;
    if (line && SEEK_DIRECT.includes(this.#detour - (this.#leads ? 0 : FOLLOW))) {
      void this.#goDirect(line.session);
    }
  }

  /**
   * Where UDP is blocked there is nothing to be found, and each restart costs another allocation.
   *
   * @param {PeerConnection} session
   */
  async #goDirect(session) {
    if ((await session.learnsOwnAddress()) && session.mayGoDirect) {
      this.#log.add('info', 'direct-sought');
      session.restartIce();
    }
  }

  /**
   * The path is dead. Where the server can be reached, this computer's network is not: then a new
   * connection is the quickest way. An ICE restart would take seconds more, for Chromium does not
   * leave its old pair sooner, and plays the first pictures late that come after so long a pause.
   * Otherwise the network is another one, or there is none: then a new path is for when there is.
   *
   * @param {number} still for how many looks
   */
  #stalled(still) {
    const reachable = this.#signaling.heardSince(this.#suspectedAt);
    if (still === DEAD) {
      this.#log.add('warning', 'media-stalled', { seconds: (DEAD * LOOK_INTERVAL) / 1000 });
      if (!reachable) {
        this.#signaling.renew();
      }
    }
    if (still === DEAD + (this.#leads ? 0 : FOLLOW)) {
      this.#pathDied(reachable ? 'renew' : 'restart');
    }
  }

  /** @param {'restart' | 'renew'} step that is wanted */
  #pathDied(step) {
    const line = this.#lines.current;
    return line !== undefined && this.#recovery?.pathDied(possibleStep(line, step));
  }

  #check() {
    const session = this.#lines.current?.session;
    if (session) {
      this.#recovery?.check(session.connectionState);
    }
  }

  /**
   * @param {CallLine} line
   * @param {RecoveryStep} step
   */
  #take(line, step) {
    const possible = possibleStep(line, step);
    this.#log.add('info', `recovery-${possible}`);
    if (possible === 'renew') {
      void this.#lines.renew(line.connection + 1).call();
    } else {
      line.session.restartIce({ relayOnly: possible === 'relay' });
    }
  }
}

/**
 * A client that names no calls would take a new connection for a new call.
 *
 * @template {RecoveryStep} S
 * @param {CallLine} line
 * @param {S} step
 * @returns {S | 'restart'}
 */
function possibleStep(line, step) {
  return step === 'renew' && !line.peerNamesCalls ? 'restart' : step;
}
