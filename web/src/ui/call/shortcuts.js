import { phaseOf } from '../shared/phase.js';
import { PushToTalk } from './push-to-talk.js';

/** @import {App} from '../shared/app.js' */
/** @import {View} from '../shared/view.js' */

/** @typedef {(app: App) => unknown} Shortcut */

/** @type {Shortcut} */
const toggleKeys = ({ panel }) => panel.toggle('keys');

/** By place on the keyboard: Caps Lock, Cyrillic and input methods change the letter, not the key. */
/** @type {Record<string, Shortcut>} */
const IN_CALL = {
  KeyM: ({ actions }) => actions.toggle('audio'),
  KeyV: ({ actions }) => actions.toggle('video'),
  KeyF: ({ actions }) => actions.toggleFullScreen(),
  KeyP: ({ actions }) => actions.togglePictureInPicture(),
};

/** Keys that take the focus from one control to the next. */
const MOVES_FOCUS = /^(Tab|Arrow\w+|Home|End)$/;
const FIELD = 'input, textarea, select, [contenteditable]';
const CONTROL = 'button, a, summary, [role="button"], [role="menuitem"]';

/** The keys of the call. */
export class Shortcuts {
  /** Whether the focus went where it is by a pointer: then the space bar is not meant for it. */
  #pointed = false;
  /** Whether the space bar is held, and was not meant for the control that has the focus. */
  #held = false;
  #app;
  #talk;

  /** @param {App} app */
  constructor(app) {
    this.#app = app;
    this.#talk = new PushToTalk(app.media);
  }

  /** @param {Pick<View, 'listen'>} view for as long as it is in the page */
  watch(view) {
    view.listen(document, 'keydown', (event) => this.keyDown(event));
    view.listen(document, 'keyup', (event) => this.keyUp(event));
    view.listen(document, 'pointerdown', () => this.pointerDown());
    // A key released in another window fires no event here.
    view.listen(window, 'blur', () => this.lookAway());
    view.listen(document, 'visibilitychange', () => this.lookAway());
  }

  /** @param {KeyboardEvent} event */
  keyDown(event) {
    if (MOVES_FOCUS.test(event.key)) {
      this.#pointed = false;
    }
    if (phaseOf(this.#app) !== 'call' || isIn(event, FIELD) || hasModifier(event)) {
      return;
    }
    if (isSpace(event)) {
      this.#spaceDown(event);
    } else if (!event.repeat) {
      shortcutOf(event)?.(this.#app);
    }
  }

  /** Wherever the focus is by now, and whatever else is held. @param {KeyboardEvent} event */
  keyUp(event) {
    if (isSpace(event) && this.#held) {
      event.preventDefault(); // Firefox presses a button when the key comes up
      this.lookAway();
    } else if (event.key === 'Meta') {
      this.lookAway(); // macOS does not tell of keys that come up while Cmd is held
    }
  }

  pointerDown() {
    this.#pointed = true;
  }

  lookAway() {
    this.#held = false;
    this.#talk.release();
  }

  /**
   * Talks, unless the space bar presses a control that was reached by keyboard.
   *
   * @param {KeyboardEvent} event
   */
  #spaceDown(event) {
    if (isIn(event, CONTROL) && !this.#pointed) {
      return;
    }
    event.preventDefault();
    if (!event.repeat) {
      this.#held = true;
      this.#talk.press();
    }
  }
}

/**
 * A question mark is wherever the layout has it, and where the American one has it.
 *
 * @param {KeyboardEvent} event
 */
function shortcutOf({ key, code, shiftKey }) {
  return key === '?' || (code === 'Slash' && shiftKey) ? toggleKeys : IN_CALL[code];
}

/** @param {KeyboardEvent} event */
function isSpace({ code, key }) {
  return code === 'Space' || key === ' ';
}

/** @param {KeyboardEvent} event */
function hasModifier({ ctrlKey, metaKey, altKey }) {
  return ctrlKey || metaKey || altKey;
}

/**
 * @param {KeyboardEvent} event
 * @param {string} selector
 */
function isIn({ target }, selector) {
  return target instanceof Element && target.closest(selector) !== null;
}
