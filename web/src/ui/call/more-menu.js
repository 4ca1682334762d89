import { h } from '../shared/dom.js';
import { phaseOf } from '../shared/phase.js';
import { View } from '../shared/view.js';

/** Where an arrow goes from item `now` of `count`. @type {Record<string, (now: number, count: number) => number>} */
const STEPS = {
  ArrowDown: (now, count) => (now + 1) % count,
  ArrowUp: (now, count) => (now - 1 + count) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** `<more-menu>` holds what is needed less often in a call; arrows move in it. */
export class MoreMenu extends View {
  #list = h('div', { id: 'moreList', className: 'menu', role: 'menu', hidden: true });
  #button = this.iconButton('more.title', 'more', () => this.#toggle());
  #closed = () => {};

  /** @override */
  build() {
    const { actions, panel } = this.app;
    this.#button.setAttribute('aria-haspopup', 'menu');
    this.#button.setAttribute('aria-expanded', 'false');
    this.#button.setAttribute('aria-controls', 'moreList');
    this.name(this.#list, 'more.title');
    this.#list.append(
      this.#item('settings.title', 'settings', () => panel.toggle('settings')),
      this.#item('log.title', 'list', () => panel.toggle('log')),
    );
    if (document.pictureInPictureEnabled) {
      this.#list.append(this.#item('more.pip', 'pip', () => actions.togglePictureInPicture()));
    }
    if (document.fullscreenEnabled) {
      this.#list.append(this.#item('more.fullscreen', 'expand', () => actions.toggleFullScreen()));
    }
    this.#list.append(this.#item('keys.title', 'keyboard', () => panel.toggle('keys')));
    this.append(this.#button, this.#list);
  }

  /** @override */
  watch() {
    this.listen(document, 'pointerdown', ({ target }) => {
      if (!(target instanceof Node && this.contains(target))) {
        this.#close();
      }
    });
    this.listen(this.#list, 'keydown', (event) => this.#moveByKey(event));
    this.listen(this.#button, 'keydown', (event) => this.#openByKey(event));
    this.follow(this.app.call);
  }

  /** @override */
  update() {
    if (phaseOf(this.app) !== 'call') {
      this.#close();
    }
  }

  get #items() {
    return [...this.#list.querySelectorAll('button')];
  }

  /**
   * @param {import('../../i18n/i18n.js').TextKey} key
   * @param {string} iconName
   * @param {() => void} run
   */
  #item(key, iconName, run) {
    const item = this.button(key, iconName, 'menu-item', () => {
      this.#leave();
      run();
    });
    item.setAttribute('role', 'menuitem');
    item.tabIndex = -1;
    return item;
  }

  #toggle() {
    if (this.#list.hidden) {
      this.#open(0);
    } else {
      this.#leave();
    }
  }

  /** @param {number} index of the item that gets the focus, counted from the end if negative */
  #open(index) {
    this.#list.hidden = false;
    this.#button.setAttribute('aria-expanded', 'true');
    this.#closed = this.app.dismissals.opened(() => this.#leave());
    this.#items.at(index)?.focus();
  }

  #close() {
    this.#list.hidden = true;
    this.#button.setAttribute('aria-expanded', 'false');
    this.#closed();
  }

  /** Closes, and the focus is where it came from. */
  #leave() {
    this.#button.focus();
    this.#close();
  }

  /** @param {KeyboardEvent} event */
  #openByKey(event) {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      this.#open(event.key === 'ArrowDown' ? 0 : -1);
    }
  }

  /** @param {KeyboardEvent} event */
  #moveByKey(event) {
    const items = this.#items;
    const step = STEPS[event.key];
    if (step) {
      event.preventDefault();
      const now = items.findIndex((item) => item.matches(':focus'));
      items[step(now, items.length)]?.focus();
    } else if (event.key === 'Tab') {
      this.#leave(); // and the browser goes on from the button
    }
  }
}
customElements.define('more-menu', MoreMenu);
