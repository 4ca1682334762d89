import { isContinued, MAX_NAME } from '../signaling/messages.js';

/** @import {CallLines} from './call-lines.js' */
/** @import {LocalMedia} from '../media/local-media.js' */
/** @import {ServerMessageEvent, SignalClient} from '../signaling/signal-client.js' */

/** Tells the others in the room what this side does: on every change, and to each newcomer. */
export class SelfState {
  #name = '';
  #ready = false;
  /** @type {string | undefined} */
  #call;
  #last = '';
  #version = 0;
  #signaling;
  #media;
  #lines;

  /**
   * @param {SignalClient} signaling
   * @param {LocalMedia} media
   * @param {CallLines} lines
   */
  constructor(signaling, media, lines) {
    this.#signaling = signaling;
    this.#media = media;
    this.#lines = lines;
    media.addEventListener('change', () => this.#tell());
    lines.addEventListener('control-open', () => this.#lines.current?.tell(this.#message()));
    signaling.addEventListener('server-message', (event) => {
      const { message } = /** @type {ServerMessageEvent} */ (event);
      if (message.type === 'welcome' && !isContinued(message)) {
        this.#last = '';
        this.#tell();
      } else if (message.type === 'user-joined') {
        this.#signaling.send({ ...this.#message(), target: message.clientId });
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
    const text = JSON.stringify(this.#fields());
    if (text !== this.#last) {
      // Later than before this page was loaded anew, and than the last one.
      this.#version = Math.max(this.#version + 1, Date.now());
      const message = this.#message();
      this.#lines.current?.tell(message);
      this.#last = this.#signaling.send(message) ? text : '';
    }
  }

  #message() {
    return { type: 'state', ...this.#fields(), version: this.#version };
  }

  #fields() {
    return {
      ready: this.#ready,
      audio: this.#media.audio.state === 'on',
      video: this.#media.video.state === 'on',
      screen: false,
      name: this.#name,
      ...(this.#call && { call: this.#call }),
    };
  }
}
