import { ScreenLock } from '../call/screen-lock.js';
import { nameAtStart } from '../shared/names.js';
import { notifyOutside } from '../shared/notifications.js';
import { phaseOf } from '../shared/phase.js';
import { playRepeatedly, RING, RING_BACK } from './tones.js';

/** @import {App} from '../shared/app.js' */
/** @import {Phase} from '../shared/phase.js' */

const TITLE = 'Duologue';
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
  #screen = new ScreenLock(navigator.wakeLock);
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
    document.title = TITLE;
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

  /** The name may come while it rings, and another language be chosen. */
  get #whoCalls() {
    const { call, i18n } = this.#app;
    return i18n.text('ring.in', { name: nameAtStart(i18n, call.partner) });
  }

  #startBlinking() {
    const turn = () => {
      document.title = document.title === TITLE ? this.#whoCalls : TITLE;
    };
    turn();
    this.#blink = window.setInterval(turn, BLINK);
  }

  #notify() {
    if (this.#app.preferences.get('notify') === 'yes') {
      this.#notification = notifyOutside(this.#whoCalls);
    }
  }

  #keepAwake() {
    this.#screen.keep(this.#phase === 'call' && document.visibilityState === 'visible');
  }
}
