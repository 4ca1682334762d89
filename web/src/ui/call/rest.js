/** @import {Clock} from '../../page/clock.js' */

/** Controls hide when nothing has moved for this long, in milliseconds. */
export const REST_AFTER = 3000;

/**
 * When the controls of a call hide. What cannot be seen cannot be pressed: the press that brings
 * them back does nothing else.
 */
export class Rest {
  /** Whether the controls are hidden. */
  resting = false;
  #clock;
  #mayRest;
  #show;
  #swallow = false;
  #cancel = () => {};

  /**
   * @param {object} options
   * @param {Clock} options.clock
   * @param {() => boolean} options.mayRest asked when the time has come
   * @param {(resting: boolean) => void} options.show
   */
  constructor({ clock, mayRest, show }) {
    this.#clock = clock;
    this.#mayRest = mayRest;
    this.#show = show;
  }

  /** Something moved: the controls are there, and the time begins anew. */
  wake() {
    this.#cancel();
    this.#set(false);
    this.#cancel = this.#clock.after(REST_AFTER, () => {
      if (this.#mayRest()) {
        this.#set(true);
      }
    });
  }

  /** A finger or button has gone down, wherever that is. */
  pointerDown() {
    this.#swallow = this.resting;
    this.wake();
  }

  /**
   * A key has gone down.
   *
   * @param {Pick<KeyboardEvent, 'key' | 'preventDefault'>} event
   */
  keyDown(event) {
    this.#swallow = false;
    if (this.resting && (event.key === 'Enter' || event.key === ' ')) {
      event.preventDefault();
    }
    this.wake();
  }

  /**
   * Stops the click of a press that only brought the controls back: they have come up under it.
   *
   * @param {Pick<Event, 'preventDefault' | 'stopImmediatePropagation'>} event
   */
  click(event) {
    if (this.#swallow) {
      this.#swallow = false;
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }

  /** @param {boolean} resting */
  #set(resting) {
    if (this.resting !== resting) {
      this.resting = resting;
      this.#show(resting);
    }
  }
}
