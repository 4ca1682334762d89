/**
 * The page, as far as the modules of `src/ui/` touch it: its elements, the focus, what is selected.
 * Strict. An import puts it in place, which elements that extend `HTMLElement` need before theirs.
 */
import assert from 'node:assert/strict';
import { FakeElement, FOLLOWING } from './fake-element.js';
import { strict, strictClass } from './strict.js';

/** What has a value that can be selected. */
class FakeField extends FakeElement {
  value = '';

  select() {
    page().selection = this.value;
  }

  /** @param {number} start @param {number} end */
  setSelectionRange(start, end) {
    page().selection = this.value.slice(start, end);
  }
}
class FakeInput extends FakeField {}
class FakeVideo extends FakeElement {
  async requestPictureInPicture() {
    page().pictureInPictureElement = this;
  }
}

/** @type {Record<string, new (localName: string) => FakeElement>} */
const CLASSES = { input: FakeInput, textarea: FakeField, video: FakeVideo };

class FakeDocument extends strictClass(EventTarget) {
  documentElement = new FakeElement('html');
  body = new FakeElement('body');
  /** @type {FakeElement | undefined} */
  activeElement = this.body;
  /** @type {FakeElement | null} */
  fullscreenElement = null;
  /** @type {FakeElement | null} */
  pictureInPictureElement = null;
  title = '';
  visibilityState = 'visible';
  /** What is selected, and what `execCommand` has copied. */
  selection = '';
  copied = '';
  /** @type {FakeMutationObserver[]} */
  observers = [];

  /** @param {string} localName @returns {any} */
  createElement(localName) {
    return new (CLASSES[localName] ?? FakeElement)(localName);
  }

  /** @param {string} _namespace @param {string} localName */
  createElementNS(_namespace, localName) {
    return this.createElement(localName);
  }

  /** @param {string} selector */
  querySelector(selector) {
    return this.documentElement.querySelectorAll(selector)[0] ?? null;
  }

  /** @param {string} command */
  execCommand(command) {
    if (command !== 'copy' || this.activeElement === this.body) {
      throw new Error(`nothing to ${command}`);
    }
    this.copied = this.selection;
    return true;
  }

  async exitFullscreen() {
    this.fullscreenElement = null;
  }

  async exitPictureInPicture() {
    this.pictureInPictureElement = null;
  }

  /** Takes the focus from what cannot have it any more, as browsers do sooner or later. */
  blurred() {
    if (!this.activeElement?.checkVisibility() || this.activeElement.matches(':disabled')) {
      this.activeElement = this.body;
    }
  }

  /**
   * Tells the observers of an element, once for all that is done at a time.
   *
   * @param {FakeElement} element
   * @param {string} attribute none where its children have changed
   */
  mutated(element, attribute) {
    for (const observer of this.observers) {
      observer.note(element, attribute);
    }
  }
}

class FakeMutationObserver extends strictClass(Object) {
  #callback;
  #due = false;
  /** @type {{root: FakeElement, options: MutationObserverInit} | undefined} */
  #watched;

  /** @param {() => void} callback */
  constructor(callback) {
    super();
    this.#callback = callback;
  }

  /** @param {FakeElement} root @param {MutationObserverInit} options */
  observe(root, options) {
    assert.ok(options.subtree && options.childList && options.attributes);
    this.#watched = { root, options };
    page().observers.push(this);
  }

  /** @param {FakeElement} element @param {string} attribute */
  note(element, attribute) {
    const { root, options } = this.#watched ?? {};
    const told = attribute === '' || options?.attributeFilter?.includes(attribute);
    if (root?.contains(element) && told && !this.#due) {
      this.#due = true;
      queueMicrotask(() => {
        this.#due = false;
        this.#callback();
      });
    }
  }
}

/** The document of the test that runs. @returns {any} */
function page() {
  return document;
}

/**
 * Puts something of the browser's in place until another test puts something else there.
 *
 * @param {string} name
 * @param {unknown} value
 */
export function standIn(name, value) {
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
}

/** An empty page in place of the last one. @returns {any} */
export function newPage() {
  const made = new FakeDocument();
  standIn('document', made);
  made.documentElement.append(made.body);
  return made;
}

standIn('HTMLElement', FakeElement);
standIn('HTMLInputElement', FakeInput);
standIn('HTMLVideoElement', FakeVideo);
standIn('MutationObserver', FakeMutationObserver);
standIn('Node', strict({ DOCUMENT_POSITION_FOLLOWING: FOLLOWING }));
standIn('customElements', strict({ define() {} }));
standIn('getSelection', () =>
  strict({
    /** @param {FakeElement} element */
    selectAllChildren(element) {
      page().selection = element.textContent;
    },
  }),
);
standIn(
  'window',
  strict({
    // asked for late: a test may have its own time
    setTimeout: (/** @type {() => void} */ task, /** @type {number} */ ms) => setTimeout(task, ms),
    setInterval: (/** @type {() => void} */ task, /** @type {number} */ ms) =>
      setInterval(task, ms),
    focused: false,
    focus() {
      this.focused = true;
    },
  }),
);
newPage();
