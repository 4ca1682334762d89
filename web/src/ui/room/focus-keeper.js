import { canFocus, neighbourOf } from '../shared/focus.js';

/** How many of the elements that had the focus are remembered. */
const REMEMBERED = 8;

/**
 * Keeps the focus in the room: where the element that has it is hidden, disabled or removed, its
 * neighbour gets it, else what had it before, else the room itself. So a keyboard and a screen
 * reader go on from where they were.
 */
export class FocusKeeper {
  /** The newest last. @type {Element[]} */
  #history = [];
  /** Whose place is kept while the room itself has the focus. @type {Element | undefined} */
  #owed;
  #moving = false;
  #due = false;
  #root;
  #home;
  #observer = new MutationObserver(() => this.#check());

  /**
   * @param {HTMLElement} root
   * @param {HTMLElement} home what has the focus where nothing else can
   */
  constructor(root, home) {
    this.#root = root;
    this.#home = home;
    root.addEventListener('focusin', ({ target }) => this.#note(/** @type {Element} */ (target)));
    this.#observer.observe(root, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeFilter: ['hidden', 'disabled', 'class', 'data-phase'],
    });
  }

  /** @param {Element} element */
  #note(element) {
    if (!this.#moving) {
      this.#owed = undefined;
    }
    if (element !== this.#home) {
      this.#history = [...this.#history.filter((each) => each !== element), element];
      this.#history.splice(0, this.#history.length - REMEMBERED);
    }
  }

  #check() {
    if (document.activeElement === this.#home && this.#owed) {
      const place = canFocus(this.#owed) ? this.#owed : this.#near(this.#owed);
      if (place) {
        this.#focus(place);
      }
    } else if (this.#lost && !this.#due) {
      // The other elements draw what has changed first: the screen may be about to move it itself.
      this.#due = true;
      setTimeout(() => {
        this.#due = false;
        this.#move();
      });
    }
  }

  /** What had the focus and cannot have it any more, unless something else has it by now. */
  get #lost() {
    const last = this.#history.at(-1);
    const { activeElement } = document;
    const nowhere = activeElement === null || activeElement === document.body;
    return last && !canFocus(last) && (nowhere || activeElement === last) ? last : undefined;
  }

  #move() {
    const lost = this.#lost;
    if (lost === undefined) {
      return;
    }
    const before = lost.isConnected ? undefined : this.#history.findLast((each) => canFocus(each));
    const place = this.#near(lost) ?? before;
    if (place) {
      this.#focus(place);
    } else {
      this.#owed = lost;
      this.#focus(this.#home);
    }
  }

  /**
   * The neighbour of an element that has gone, in its part of the room. What is only busy or
   * hidden for a while has none: the focus is to come back to it.
   *
   * @param {Element} lost
   */
  #near(lost) {
    if (!lost.isConnected || lost.matches(':disabled') || this.#root.matches('.idle')) {
      return undefined;
    }
    const part = [...this.#home.children, ...this.#root.children].find((each) =>
      each.contains(lost),
    );
    return part && part !== this.#home ? neighbourOf(lost, part) : undefined;
  }

  /** @param {Element} place */
  #focus(place) {
    this.#moving = true;
    /** @type {HTMLElement} */ (place).focus({ preventScroll: true });
    this.#moving = false;
    if (place !== this.#home) {
      this.#owed = undefined;
    }
  }
}
