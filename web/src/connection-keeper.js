import { Timer } from './clock.js';
import { Recovery } from './recovery.js';

/** @import {CallLine} from './call-line.js' */
/** @import {CallLines} from './call-lines.js' */
/** @import {Clock} from './clock.js' */
/** @import {EventLog} from './event-log.js' */
/** @import {RecoveryState, RecoveryStep} from './recovery.js' */

/** How often the path is looked at, in milliseconds. */
const PATH_INTERVAL = 1000;

/** Keeps the connection of the current line up, by the steps that its `Recovery` says. */
export class ConnectionKeeper {
  #lines;
  #clock;
  #log;
  #timeouts;
  #onChange;
  /** @type {Recovery | undefined} */
  #recovery;
  #pathTimer;

  /**
   * @param {object} options
   * @param {CallLines} options.lines
   * @param {Clock} options.clock
   * @param {EventLog} options.log
   * @param {{connect: number, recover: number}} options.timeouts
   * @param {(line: CallLine, state: RecoveryState) => void} options.onChange
   */
  constructor({ lines, clock, log, timeouts, onChange }) {
    this.#lines = lines;
    this.#clock = clock;
    this.#pathTimer = new Timer(clock);
    this.#log = log;
    this.#timeouts = timeouts;
    this.#onChange = onChange;
    lines.addEventListener('connection', () => this.#check());
  }

  /** @param {CallLine} line which is about to connect */
  watch(line) {
    this.stop();
    this.#recovery = new Recovery({
      clock: this.#clock,
      // the reference client never restarts ICE
      leads: !line.session.polite || !line.peerNamesCalls,
      timeouts: this.#timeouts,
      onChange: (state) => this.#onChange(line, state),
      onStep: (step) => this.#take(line, step),
    });
    this.#check();
    this.#lookAtPath();
  }

  stop() {
    this.#pathTimer.cancel();
    this.#recovery?.stop();
    this.#recovery = undefined;
  }

  /** This computer's network is another one now. */
  networkChanged() {
    this.#recovery?.networkChanged();
  }

  /** The other side tries to bring the connection back. */
  otherActs() {
    this.#recovery?.otherActs();
  }

  /**
   * Both sides are at the server again, which does not know one of them from before. Over a relay,
   * a new path is better than a word that is said again: the relay of a server that was started
   * anew knows nothing of the old one.
   */
  met() {
    const session = this.#lines.current?.session;
    const relayed = session?.path?.startsWith('relay') ?? false;
    if (!relayed || !this.#recovery?.pathLost()) {
      session?.resend();
    }
  }

  #lookAtPath() {
    this.#pathTimer.set(PATH_INTERVAL, () => {
      void this.#lines.current?.session.lookAtPath();
      this.#lookAtPath();
    });
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
    // A client that names no calls would take a new connection for a new call.
    const possible = step === 'renew' && !line.peerNamesCalls ? 'restart' : step;
    this.#log.add('info', `recovery-${possible}`);
    if (possible === 'renew') {
      void this.#lines.renew(line.connection + 1).call();
    } else {
      line.session.restartIce({ relayOnly: possible === 'relay' });
    }
  }
}
