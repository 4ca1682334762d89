import { readName } from '../page/names.js';
import { isContinued, MAX_NAME } from '../signaling/messages.js';

/** @import {LocalMedia} from '../media/local-media.js' */
/** @import {ServerMessageEvent, SignalClient} from '../signaling/signal-client.js' */
/** @import {CallSession} from './call-session.js' */

/** Tells the others in the room what this side does: on every change, and to each newcomer. */
export class SelfState {
  #name = '';
  #ready = false;
  /** @type {CallSession | undefined} */
  #session;
  #last = '';
  #version = 0;
  #signaling;
  #media;

  /**
   * @param {SignalClient} signaling
   * @param {LocalMedia} media
   */
  constructor(signaling, media) {
    this.#signaling = signaling;
    this.#media = media;
    media.addEventListener('change', () => this.#tell());
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

  /** @param {string} name as the person typed it */
  rename(name) {
    this.#name = readName(name, MAX_NAME);
    this.#tell();
  }

  /**
   * @param {boolean} ready whether the next call is answered at once
   * @param {CallSession | undefined} session the call that is going on: by its name the other side
   *   knows this one again after it lost its connection to the server
   */
  update(ready, session) {
    this.#ready = ready;
    this.#session = session;
    this.#tell();
  }

  /** Says everything to the other side of the call, which can be told without the server now. */
  introduce() {
    this.#session?.tell(this.#message());
  }

  #tell() {
    const text = JSON.stringify(this.#fields());
    if (text !== this.#last) {
      // Greater than the last one, also across a reload.
      this.#version = Math.max(this.#version + 1, Date.now());
      const message = this.#message();
      this.#session?.tell(message);
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
      ...(this.#session && { call: this.#session.id }),
    };
  }
}
