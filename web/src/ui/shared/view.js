import { h, icon } from './dom.js';

/** @import {App} from './app.js' */
/** @import {TextKey, TextParams} from '../../i18n/i18n.js' */

/**
 * @typedef {object} Spoken
 * @property {Element} element
 * @property {'text' | 'name' | 'label' | 'placeholder'} where
 * @property {TextKey} key
 * @property {TextParams | undefined} params
 */

/**
 * How long a change may wait to be shown, in milliseconds: too short to be noticed, and long enough
 * for an offer to be on its way before the screen of the call is laid out.
 */
const DRAW_AFTER = 40;

/**
 * What the elements of the page have in common: they are built once, show what `app` holds
 * whenever that changes, and speak the language that was chosen.
 */
export class View extends HTMLElement {
  /** @readonly */
  app;
  /** @type {Map<string, Spoken>} */
  #spoken = new Map();
  /**
   * The text written to an element last. The element may show another one: translation tools
   * overwrite it, and would do so again every time the same text is put back.
   *
   * @type {WeakMap<Element, string>}
   */
  #written = new WeakMap();
  /** @type {WeakMap<Element, number>} */
  #numbers = new WeakMap();
  #count = 0;
  #built = false;
  #due = false;
  #life = new AbortController();

  /** @param {App} app */
  constructor(app) {
    super();
    this.app = app;
  }

  connectedCallback() {
    this.#life = new AbortController();
    if (!this.#built) {
      this.#built = true;
      this.build();
    }
    this.listen(this.app.i18n, 'change', () => {
      this.#speakAll();
      this.update();
    });
    this.#speakAll(); // another language may have been chosen since
    this.watch();
    this.update();
  }

  disconnectedCallback() {
    this.#life.abort();
  }

  /** Adds the children, once. */
  build() {}

  /** Starts listening, each time the element comes into the page. */
  watch() {}

  /** Shows what `app` holds now. */
  update() {}

  /**
   * Listens for as long as the element is in the page.
   *
   * @param {EventTarget} target
   * @param {string} type
   * @param {(event: any) => void} listener
   * @param {AddEventListenerOptions} [options]
   */
  listen(target, type, listener, options) {
    target.addEventListener(type, listener, { ...options, signal: this.#life.signal });
  }

  /**
   * Calls `wake` when the page is visible or runs again: a system that freezes it stops its
   * playback, and does not start it again.
   *
   * @param {() => void} wake
   */
  listenToAwakening(wake) {
    for (const type of ['resume', 'visibilitychange']) {
      this.listen(document, type, wake);
    }
  }

  /**
   * Calls `update` soon after one of `targets` changes: once for changes that come together, and
   * after the code that caused them, so that the browser negotiates while the screen is drawn.
   *
   * @param {...EventTarget} targets
   */
  follow(...targets) {
    for (const target of targets) {
      this.listen(target, 'change', () => this.#updateSoon());
    }
  }

  #updateSoon() {
    if (this.#due) {
      return;
    }
    this.#due = true;
    setTimeout(() => {
      this.#due = false;
      if (this.isConnected) {
        this.update();
      }
    }, DRAW_AFTER);
  }

  /**
   * Sets the text of an element, in every language from now on.
   *
   * @template {Element} T
   * @param {T} element
   * @param {TextKey} key
   * @param {TextParams} [params]
   */
  say(element, key, params) {
    element.removeAttribute('translate');
    element.removeAttribute('dir');
    return this.#remember({ element, where: 'text', key, params });
  }

  /**
   * Shows a text that belongs to no language, such as a name or a code: it is not translated, and
   * its direction is isolated from that of the text around it.
   *
   * @param {HTMLElement} element
   * @param {string} text
   */
  verbatim(element, text) {
    this.#spoken.delete(`${this.#numbers.get(element)} text`);
    element.translate = false;
    element.dir = 'auto';
    this.#write(element, text);
  }

  /**
   * Sets the accessible name of an element that needs no tooltip: what it is can be seen.
   *
   * @template {Element} T
   * @param {T} element
   * @param {TextKey} key
   * @param {TextParams} [params]
   */
  name(element, key, params) {
    return this.#remember({ element, where: 'name', key, params });
  }

  /**
   * Sets the accessible name and the tooltip of an element.
   *
   * @template {Element} T
   * @param {T} element
   * @param {TextKey} key
   * @param {TextParams} [params]
   */
  label(element, key, params) {
    return this.#remember({ element, where: 'label', key, params });
  }

  /**
   * @template {Element} T
   * @param {T} element
   * @param {TextKey} key
   */
  placeholder(element, key) {
    return this.#remember({ element, where: 'placeholder', key, params: undefined });
  }

  /**
   * A button with an icon and a text.
   *
   * @param {TextKey} key
   * @param {string} iconName
   * @param {string} className
   * @param {(event: MouseEvent) => void} onclick
   */
  button(key, iconName, className, onclick) {
    const text = this.say(h('span', { className: 'button-text' }), key);
    return h('button', { type: 'button', className, onclick }, icon(iconName), text);
  }

  /**
   * A round button with an icon alone; its name is its tooltip.
   *
   * @param {TextKey} key
   * @param {string} iconName
   * @param {(event: MouseEvent) => void} onclick
   */
  iconButton(key, iconName, onclick) {
    const button = h('button', { type: 'button', className: 'round', onclick }, icon(iconName));
    return this.label(button, key);
  }

  /**
   * @template {Element} T
   * @param {Spoken & {element: T}} spoken
   * @returns {T}
   */
  #remember(spoken) {
    const number = this.#numbers.get(spoken.element) ?? ++this.#count;
    this.#numbers.set(spoken.element, number);
    this.#spoken.set(`${number} ${spoken.where}`, spoken);
    this.#speak(spoken);
    return spoken.element;
  }

  #speakAll() {
    for (const spoken of this.#spoken.values()) {
      this.#speak(spoken);
    }
  }

  /** @param {Spoken} spoken */
  #speak({ element, where, key, params }) {
    const text = this.app.i18n.text(key, params);
    if (where === 'text') {
      this.#write(element, text);
    } else if (where === 'placeholder') {
      element.setAttribute('placeholder', text);
    } else {
      element.setAttribute('aria-label', text);
      if (where === 'label') {
        element.setAttribute('title', text);
      }
    }
  }

  /**
   * @param {Element} element
   * @param {string} text
   */
  #write(element, text) {
    if (this.#written.get(element) !== text) {
      this.#written.set(element, text);
      element.textContent = text;
    }
  }
}
