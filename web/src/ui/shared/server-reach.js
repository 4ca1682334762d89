import { ROOM_FULL } from '../../signaling/messages.js';

/** @import {ChannelState, ServerMessageEvent, SignalClient} from '../../signaling/signal-client.js' */

/**
 * @typedef {'opening' | 'open' | 'lost' | 'full' | 'refused'} Reach
 *   what the page can say about the server: `opening` before the first attempt has had an answer,
 *   `lost` while attempts fail, `full` and `refused` are the server's own answers
 */

/**
 * @param {Reach} before
 * @param {ChannelState} channel
 * @param {boolean} full whether the server called the room full in the attempt that has just ended
 * @returns {Reach}
 */
export function reachAfter(before, channel, full) {
  switch (channel.state) {
    case 'closed':
      return 'opening';
    case 'open':
      return 'open';
    case 'refused':
      return channel.code === ROOM_FULL ? 'full' : 'refused';
    case 'waiting':
      return full ? 'full' : 'lost';
    default:
      // Attempts alternate with waits: one that has just begun changes nothing on the screen.
      return before === 'open' ? 'lost' : before;
  }
}

/** Whether the server can be reached, as the screens say it. Fires `change`. */
export class ServerReach extends EventTarget {
  /** @type {Reach} */
  #reach = 'opening';
  #full = false;

  /** @param {SignalClient} signaling */
  constructor(signaling) {
    super();
    signaling.addEventListener('server-message', (event) => {
      const { message } = /** @type {ServerMessageEvent} */ (event);
      this.#full ||= message.type === 'error' && message.code === 'room-full';
    });
    signaling.addEventListener('change', () => {
      this.#reach = reachAfter(this.#reach, signaling.state, this.#full);
      if (signaling.state.state === 'connecting') {
        this.#full = false;
      }
      this.dispatchEvent(new Event('change'));
    });
  }

  get reach() {
    return this.#reach;
  }
}
