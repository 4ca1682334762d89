/** Elements of the page, as far as the modules of `src/ui/` touch them; strict. */
import { strict, strictClass } from './strict.js';

/** Properties that are attributes too: texts, and switches that are on where the attribute is. */
const TEXTS = { className: 'class', dir: 'dir', id: 'id', lang: 'lang', type: 'type' };
const SWITCHES = { disabled: 'disabled', hidden: 'hidden', readOnly: 'readonly' };
const FOCUSABLE = 'a[href], button, input, select, textarea, [tabindex]';
export const FOLLOWING = 4;
const PRECEDING = 2;
/** One part of a selector: a tag, a class, an attribute, a state, or what it shall not be. */
const PART =
  /^(?:\*|([a-z]+)|\.([\w-]+)|#(\w+)|\[([\w-]+)(?:="(.*?)")?\]|:(disabled)|:not\((.*?)\))/;

/** The document of the test that runs. @returns {any} */
function page() {
  return document;
}

export class FakeElement extends strictClass(EventTarget) {
  localName;
  /** @type {FakeElement | null} */
  parentElement = null;
  /** @type {((event: unknown) => void) | null} */
  onclick = null;
  /** @type {(FakeElement | string)[]} */
  #nodes = [];
  /** @type {Map<string, string>} */
  #attributes = new Map();

  constructor(localName = 'own-element') {
    super();
    this.localName = localName;
  }

  /** How a failed assertion shows it. */
  [Symbol.for('nodejs.util.inspect.custom')]() {
    return `<${this.localName} id="${this.getAttribute('id') ?? ''}">`;
  }

  get children() {
    return this.#nodes.filter((node) => node instanceof FakeElement);
  }

  /** @returns {FakeElement | null} */
  get firstElementChild() {
    return this.children[0] ?? null;
  }

  get textContent() {
    /** @type {string[]} */
    const texts = this.#nodes.map((node) => (typeof node === 'string' ? node : node.textContent));
    return texts.join('');
  }

  set textContent(text) {
    this.#nodes = [String(text)];
  }

  get isConnected() {
    return page().documentElement.contains(this);
  }

  get tabIndex() {
    return Number(this.#attributes.get('tabindex') ?? 0);
  }

  set tabIndex(value) {
    this.setAttribute('tabindex', String(value));
  }

  get translate() {
    return this.#attributes.get('translate') !== 'no';
  }

  set translate(value) {
    this.setAttribute('translate', value ? 'yes' : 'no');
  }

  /** To be read only. */
  get dataset() {
    const data = [...this.#attributes].filter(([name]) => name.startsWith('data-'));
    return Object.freeze(Object.fromEntries(data.map(([name, value]) => [name.slice(5), value])));
  }

  get classList() {
    const names = new Set(this.#attributes.get('class')?.split(' '));
    const write = () => this.setAttribute('class', [...names].join(' '));
    return strict({
      contains: (/** @type {string} */ name) => names.has(name),
      toggle(/** @type {string} */ name, /** @type {boolean} */ on) {
        names[on ? 'add' : 'delete'](name);
        write();
      },
    });
  }

  /** @param {string} name */
  getAttribute(name) {
    return this.#attributes.get(name) ?? null;
  }

  /** @param {string} name @param {string} value */
  setAttribute(name, value) {
    this.#attributes.set(name, value);
    page().mutated(this, name);
  }

  /** @param {string} name */
  removeAttribute(name) {
    this.#attributes.delete(name);
    page().mutated(this, name);
  }

  /** @param {...(FakeElement | string)} nodes */
  append(...nodes) {
    for (const node of nodes) {
      this.#nodes.push(node);
      if (node instanceof FakeElement) {
        node.parentElement = this;
      }
    }
    if (this.isConnected) {
      const added = nodes.filter((node) => node instanceof FakeElement);
      announce(added, 'connectedCallback');
      page().mutated(this, '');
    }
  }

  remove() {
    const parent = this.parentElement;
    if (parent) {
      const wasConnected = this.isConnected;
      parent.#nodes = parent.#nodes.filter((node) => node !== this);
      this.parentElement = null;
      if (wasConnected) {
        page().blurred();
        announce([this], 'disconnectedCallback');
        page().mutated(parent, '');
      }
    }
  }

  /** @param {FakeElement | null} other */
  contains(other) {
    for (let at = other; at; at = at.parentElement) {
      if (at === this) {
        return true;
      }
    }
    return false;
  }

  /** @param {string} selector */
  matches(selector) {
    return matches(this, selector);
  }

  /** @param {string} selector @returns {FakeElement[]} */
  querySelectorAll(selector) {
    return this.children.flatMap((child) => [
      ...(child.matches(selector) ? [child] : []),
      ...child.querySelectorAll(selector),
    ]);
  }

  /** @param {FakeElement} other in the page, as this is */
  compareDocumentPosition(other) {
    const all = page().documentElement.querySelectorAll('*');
    return all.indexOf(this) < all.indexOf(other) ? FOLLOWING : PRECEDING;
  }

  checkVisibility() {
    /** @type {FakeElement | null} */
    let at = this;
    while (at && at.getAttribute('hidden') === null) {
      at = at.parentElement;
    }
    return this.isConnected && at === null;
  }

  /** As in browsers nothing happens where it cannot have the focus. */
  focus() {
    if (this.checkVisibility() && this.matches(FOCUSABLE) && !this.matches(':disabled')) {
      page().activeElement = this;
      for (let at = page().activeElement; at; at = at.parentElement ?? undefined) {
        const event = new Event('focusin');
        Object.defineProperty(event, 'target', { value: this });
        at.dispatchEvent(event);
      }
    }
  }

  click() {
    this.onclick?.(new Event('click'));
  }

  async requestFullscreen() {
    page().fullscreenElement = this;
  }
}
for (const [property, name] of Object.entries(TEXTS)) {
  Object.defineProperty(FakeElement.prototype, property, {
    get() {
      return this.getAttribute(name) ?? '';
    },
    set(value) {
      this.setAttribute(name, value);
    },
  });
}
for (const [property, name] of Object.entries(SWITCHES)) {
  Object.defineProperty(FakeElement.prototype, property, {
    get() {
      return this.getAttribute(name) !== null;
    },
    set(value) {
      value ? this.setAttribute(name, '') : this.removeAttribute(name);
    },
  });
}

/**
 * @param {FakeElement} element
 * @param {string} selectors such as `a[href], button:not([type="reset"], .own)`
 * @returns {boolean}
 */
function matches(element, selectors) {
  return selectors.split(/, (?![^(]*\))/).some((selector) => {
    for (let rest = selector; rest !== ''; ) {
      const part = PART.exec(rest);
      if (!part) {
        throw new Error(`no selector that is known here: ${selector}`);
      }
      if (!isLike(element, part)) {
        return false;
      }
      rest = rest.slice(part[0].length);
    }
    return true;
  });
}

/** @param {FakeElement} element @param {RegExpExecArray} part */
function isLike(element, [, tag, name, id, attribute, value, disabled, not]) {
  const has = attribute ?? disabled;
  const found = has && element.getAttribute(has);
  return (
    (!tag || tag === element.localName) &&
    (!name || element.classList.contains(name)) &&
    (!id || id === element.getAttribute('id')) &&
    (!has || (value === undefined ? found !== null : found === value)) &&
    (!not || !matches(element, not))
  );
}

/**
 * Tells own elements, and those within them, that they have come into the page or left it.
 *
 * @param {any[]} elements
 * @param {string} callback
 */
function announce(elements, callback) {
  for (const element of elements) {
    if (callback in element) {
      element[callback]();
    }
    announce(element.children, callback);
  }
}
