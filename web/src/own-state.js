import { isContinued, MAX_NAME } from './protocol.js';

/** @import {LocalMedia} from './local-media.js' */
/** @import {ServerMessageEvent, SignalingChannel} from './signaling-channel.js' */

/** Tells the others in the room what this side does: on every change, and to each newcomer. */
export class OwnState {
  #name = '';
  #ready = false;
  /** @type {string | undefined} */
  #call;
  #last = '';
  #channel;
  #media;

  /**
   * @param {SignalingChannel} channel
   * @param {LocalMedia} media
   */
  constructor(channel, media) {
    this.#channel = channel;
    this.#media = media;
    media.addEventListener('change', () => this.#tell());
    channel.addEventListener('server-message', (event) => {
      const { message } = /** @type {ServerMessageEvent} */ (event);
      if (message.type === 'welcome' && !isContinued(message)) {
        this.#last = '';
        this.#tell();
      } else if (message.type === 'user-joined') {
        this.#channel.send({ ...this.#message(), target: message.clientId });
      }
    });
  }

  /** @param {string} name cut to what the server passes on */
  rename(name) {
    this.#name = name.trim().slice(0, MAX_NAME);
    this.#tell();
  }

  /**
   * @param {boolean} ready whether the next call is answered at once
   * @param {string | undefined} call the call that is going on: by it the other side knows this
   *   one again after it lost its connection to the server
   */
  update(ready, call) {
    this.#ready = ready;
    this.#call = call;
    this.#tell();
  }

  #tell() {
    const message = this.#message();
    const text = JSON.stringify(message);
    if (text !== this.#last && this.#channel.send(message)) {
      this.#last = text;
    }
  }

  #message() {
    return {
      type: 'state',
      ready: this.#ready,
      audio: this.#media.audio.state === 'on',
      video: this.#media.video.state === 'on',
      screen: false,
      name: this.#name,
      ...(this.#call && { call: this.#call }),
    };
  }
}
