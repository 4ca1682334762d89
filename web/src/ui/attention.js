import { nameAtStart, phaseOf } from './app.js';
import { playRepeatedly, RING, RING_BACK } from './sound.js';

/** @import {App, Phase} from './app.js' */

const BLINK = 1000;

/**
 * Calls the person: a ring tone, the title blinking, a notification where that was allowed; and
 * keeps the screen on during the call.
 */
export class Attention {
  /** @type {Phase} */
  #phase = 'lobby';
  #silence = () => {};
  #blink = 0;
  /** @type {Notification | undefined} */
  #notification;
  /** @type {WakeLockSentinel | undefined} */
  #wakeLock;
  #app;

  /** @param {App} app */
  constructor(app) {
    this.#app = app;
    document.addEventListener('visibilitychange', () => this.#keepAwake());
  }

  /** To be called whenever the phase may have changed. */
  update() {
    const phase = phaseOf(this.#app);
    if (phase === this.#phase) {
      return;
    }
    this.#phase = phase;
    this.#silence();
    this.#silence = () => {};
    clearInterval(this.#blink);
    this.#notification?.close();
    document.title = 'Duologue';
    if (phase === 'ringing-in') {
      this.#silence = playRepeatedly(RING);
      this.#startBlinking();
      this.#notify();
      this.#vibrate();
    } else if (phase === 'ringing-out') {
      this.#silence = playRepeatedly(RING_BACK);
    }
    this.#keepAwake();
  }

  #vibrate() {
    // before the first touch browsers forbid it, and complain
    if (navigator.userActivation?.hasBeenActive) {
      navigator.vibrate?.([400, 200, 400]);
    }
  }

  #startBlinking() {
    const { call, i18n } = this.#app;
    const text = i18n.text('ring.in', { name: nameAtStart(i18n, call.partner) });
    document.title = text;
    this.#blink = window.setInterval(() => {
      document.title = document.title === text ? 'Duologue' : text;
    }, BLINK);
  }

  #notify() {
    const { call, i18n, preferences } = this.#app;
    const wanted = preferences.get('notify') === 'yes' && document.visibilityState === 'hidden';
    if (wanted && 'Notification' in window && Notification.permission === 'granted') {
      try {
        const text = i18n.text('ring.in', { name: nameAtStart(i18n, call.partner) });
        this.#notification = new Notification(text, { tag: 'duologue-call' });
        this.#notification.onclick = () => window.focus();
      } catch {
        // Android allows notifications from service workers only
      }
    }
  }

  async #keepAwake() {
    const wanted = this.#phase === 'call' && document.visibilityState === 'visible';
    if (!wanted) {
      await this.#wakeLock?.release();
      this.#wakeLock = undefined;
    } else if (!this.#wakeLock || this.#wakeLock.released) {
      try {
        this.#wakeLock = await navigator.wakeLock?.request('screen');
      } catch {
        // low battery: then the screen may go dark
      }
    }
  }
}
