import { ConnectionMonitor, LOOK_INTERVAL } from '../../src/rtc/connection-monitor.js';
import { FakeClock, quietLog, settle } from './fakes.js';
import { strict } from './strict.js';

/** The connection of a monitored call, and the server, as they are told to be. */
class FakeLink {
  connectionState = 'new';
  isFlowing = false;
  mayGoDirect = false;
  path = 'direct';
  still = 0;
  silence = 0;
  /** @type {string[]} */
  steps = [];
  clock;
  begin;
  resent = 0;

  /** @param {FakeClock} clock */
  constructor(clock) {
    this.clock = clock;
    this.begin = clock.elapsed();
  }

  /** @param {string} step */
  take(step) {
    this.steps.push(`${this.clock.elapsed() - this.begin} ${step}`);
  }

  /** @param {{relayOnly: boolean}} options */
  restartIce({ relayOnly }) {
    this.take(relayOnly ? 'relay' : 'restart');
  }

  get negotiation() {
    return { resend: () => this.take('resend') };
  }

  async look() {
    return this.still;
  }

  async learnsOwnAddress() {
    return true;
  }
}

/** @param {{leads?: boolean, canRenew?: boolean}} [options] */
export function setUp({ leads = true, canRenew = true } = {}) {
  const clock = new FakeClock();
  /** @type {string[]} */
  const states = [];
  const link = strict(new FakeLink(clock));
  const server = { reachable: true, renewals: 0, checks: 0 };
  const call = { connection: link, leads, canRenew, renew: () => link.take('renew') };
  const monitor = new ConnectionMonitor({
    call: /** @type {any} */ (call),
    server: {
      check: () => {
        server.checks += 1;
      },
      heardSince: () => server.reachable,
      renew: () => {
        server.renewals += 1;
      },
    },
    clock,
    log: quietLog(),
    timeouts: { connect: 60_000, recover: 60_000 },
    onChange: (state) => states.push(state),
  });
  monitor.start();
  /** @param {RTCPeerConnectionState} state */
  const become = (state) => {
    link.connectionState = state;
    monitor.check();
  };
  /**
   * Lets one look find that nothing has come in for so many.
   *
   * @param {number} looks
   * @param {{restarted?: boolean}} [options] whether the present path is so new that it does not count
   */
  const still = async (looks, { restarted = false } = {}) => {
    link.still = restarted ? 0 : looks;
    link.silence = looks;
    link.isFlowing = looks === 0;
    clock.advance(LOOK_INTERVAL);
    await settle();
  };
  /** When which step was taken, in milliseconds since the beginning. */
  const { steps } = link;
  return { clock, states, steps, monitor, link, server, become, still };
}
