/** @import {LocalMedia} from '../../media/local-media.js' */

/** Unmutes a muted microphone for as long as a key is held. */
export class PushToTalk {
  /** Whether the key has unmuted the microphone; it does not mute one that was on anyway. */
  #talking = false;
  #media;

  /** @param {Pick<LocalMedia, 'want' | 'wants'>} media */
  constructor(media) {
    this.#media = media;
  }

  press() {
    if (this.#media.wants('audio') === false) {
      this.#talking = true;
      this.#media.want('audio', true);
    }
  }

  release() {
    if (this.#talking) {
      this.#talking = false;
      this.#media.want('audio', false);
    }
  }
}
