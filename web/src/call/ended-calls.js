import { REJOIN_WINDOW } from '../page/tab-memory.js';

/** @import {Clock} from '../page/clock.js' */
/** @import {MemberMessage} from '../signaling/messages.js' */
/** @import {SignalClient} from '../signaling/signal-client.js' */

/** How many of the last calls are remembered. */
const REMEMBERED = 64;

/** Calls that this page is no more in, by their names; the other side is told of the end. */
export class EndedCalls {
  #signaling;
  #clock;
  /** @type {Set<string>} */
  #over = new Set();
  /** When those first connected that may go on. @type {Map<string, number>} */
  #abandoned = new Map();
  /** Those whose end the other side could not be told yet. @type {Set<string>} */
  #untold = new Set();

  /**
   * @param {SignalClient} signaling
   * @param {Clock} clock
   */
  constructor(signaling, clock) {
    this.#signaling = signaling;
    this.#clock = clock;
    signaling.addEventListener('change', () => this.#sayFarewells());
  }

  /**
   * @param {string} id
   * @param {boolean} told whether the other side knows, or will hear of it
   */
  end(id, told) {
    this.#over.add(id);
    if (!told) {
      this.#untold.add(id);
    }
    for (const oldest of [...this.#over].slice(0, -REMEMBERED)) {
      this.#over.delete(oldest);
    }
  }

  /**
   * The other page has just gone, and may come back.
   *
   * @param {string} id
   * @param {number} since when the call first connected
   */
  abandon(id, since) {
    this.#over.delete(id);
    this.#abandoned.set(id, since);
    this.#clock.after(REJOIN_WINDOW, () => this.#abandoned.delete(id));
  }

  /**
   * When a call first connected whose other page has just gone, and which may go on.
   *
   * @param {string | undefined} id
   */
  since(id) {
    return this.#abandoned.get(id ?? '');
  }

  /** @param {string | undefined} id */
  isOver(id) {
    return id !== undefined && this.#over.has(id);
  }

  /**
   * Tells the sender of `message` that its call is over for this side.
   *
   * @param {MemberMessage} message
   */
  tell({ from: target, call }) {
    this.#signaling.send({ type: 'hangup', reason: 'ended', target, call });
  }

  #sayFarewells() {
    if (this.#signaling.state.state === 'open') {
      for (const call of this.#untold) {
        this.#signaling.send({ type: 'hangup', reason: 'ended', call });
      }
      this.#untold.clear();
    }
  }
}
