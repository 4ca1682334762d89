/** @import {LocalMedia} from '../media/local-media.js' */
/** @import {SignalClient} from '../signaling/signal-client.js' */
/** @import {CallSession} from './call-session.js' */
/** @import {CallPhase} from './call-state.js' */
/** @import {SelfState} from './self-state.js' */

/** What the phase of the call means for the devices, the connection to the server and the others. */
export class Surroundings {
  #signaling;
  #media;
  #self;

  /** @param {{signaling: SignalClient, media: LocalMedia, self: SelfState}} parts */
  constructor({ signaling, media, self }) {
    this.#signaling = signaling;
    this.#media = media;
    this.#self = self;
  }

  /**
   * @param {CallPhase} phase
   * @param {CallSession | undefined} session the call that is ringing or up
   */
  follow({ state }, session) {
    if (state === 'ended') {
      this.#media.release(); // the light goes out
    } else {
      this.#media.use();
    }
    this.#self.update(state === 'waiting', session);
    // A room may look full only because the server has not yet noticed that this side's old
    // connection is dead.
    this.#signaling.persistent = session !== undefined;
    this.#signaling.urgent = session !== undefined && session.state !== 'steady';
  }
}
