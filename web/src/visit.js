import { REJOIN_WINDOW } from './page/tab-memory.js';

/** @import {Call} from './call/call.js' */
/** @import {LocalMedia} from './media/local-media.js' */
/** @import {Clock} from './page/clock.js' */
/** @import {KeptCall, TabMemory} from './page/tab-memory.js' */
/** @import {Roster} from './signaling/roster.js' */
/** @import {SignalClient} from './signaling/signal-client.js' */

/**
 * This page's visit to its room, from the first connection to the goodbye: across reloads, the back
 * button, and every way a system puts a page to sleep.
 */
export class Visit {
  /** @type {{kept: KeptCall, since: number} | undefined} a call to go back to, and from when on */
  #back;
  #room;
  #call;
  #media;
  #signaling;
  #roster;
  #memory;
  #clock;

  /**
   * @param {object} options
   * @param {string} options.room
   * @param {Call} options.call
   * @param {LocalMedia} options.media
   * @param {SignalClient} options.signaling
   * @param {Roster} options.roster
   * @param {TabMemory} options.memory
   * @param {Clock} options.clock
   */
  constructor({ room, call, media, signaling, roster, memory, clock }) {
    this.#room = room;
    this.#call = call;
    this.#media = media;
    this.#signaling = signaling;
    this.#roster = roster;
    this.#memory = memory;
    this.#clock = clock;
  }

  /**
   * Enters the room. A reloaded page continues the one before it. Any other page is a newcomer,
   * whatever the tab remembers: a duplicated tab has the memory of the first, and the camera
   * does not turn on unasked for a person who left and comes back later.
   *
   * @param {{reloaded: boolean}} how
   */
  async begin({ reloaded }) {
    const before = this.#memory.take(this.#room);
    const again = reloaded ? before : undefined;
    this.#signaling.open(again?.session);
    if (again?.call) {
      this.#back = { kept: again.call, since: this.#clock.elapsed() };
      this.#call.expect(again.call);
      await Promise.all([this.#media.start(again.call.kinds), this.#arrived()]);
      this.#rejoin();
    }
  }

  /** The page goes away, or is put aside where it may be taken back from. */
  leave() {
    this.#memory.keep(this.#room, { session: this.#signaling.session, call: this.#present() });
    this.#back = undefined;
    this.#call.close();
    this.#signaling.close();
    this.#media.stop();
  }

  /** The page is taken back as it was left: without a seat, a call, or a camera that is on. */
  comeBack() {
    this.#memory.take(this.#room);
    this.#signaling.open();
  }

  /** The page runs again after a sleep, or can be seen again. */
  wake() {
    this.#signaling.wake();
  }

  /** The call that a reload of this page goes back to. @returns {KeptCall | undefined} */
  #present() {
    const { kept } = this.#call;
    return kept ? { ...kept, kinds: this.#media.kindsOn } : this.#pending();
  }

  /** The call that this page has not gone back to yet, as it is by now; nothing if that is too late. */
  #pending() {
    const { kept, since } = this.#back ?? { since: 0 };
    const passed = this.#clock.elapsed() - since;
    if (!kept || passed > REJOIN_WINDOW) {
      return undefined;
    }
    return { ...kept, age: kept.age + passed };
  }

  /** @returns {Promise<void>} fulfilled once the server has said who is here */
  #arrived() {
    return new Promise((resolve) => {
      const look = () => {
        if (this.#roster.selfId !== '') {
          this.#roster.removeEventListener('change', look);
          resolve();
        }
      };
      this.#roster.addEventListener('change', look);
      look();
    });
  }

  /** Nothing that the person has begun meanwhile is disturbed. */
  #rejoin() {
    const kept = this.#pending();
    this.#back = undefined;
    if (kept && this.#call.state.state === 'idle') {
      this.#call.rejoin(kept);
    }
  }
}
