import { h } from '../shared/dom.js';
import { View } from '../shared/view.js';

/** `<more-menu>` holds what is needed less often in a call. */
export class MoreMenu extends View {
  #list = h('div', { id: 'moreList', className: 'menu', hidden: true });
  #button = this.iconButton('more.title', 'more', () => this.#toggle());

  /** @override */
  build() {
    const { actions, panel } = this.app;
    this.#button.setAttribute('aria-expanded', 'false');
    this.#button.setAttribute('aria-controls', 'moreList');
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
    this.listen(this, 'keydown', (event) => {
      if (event.key === 'Escape' && !this.#list.hidden) {
        event.stopPropagation();
        this.#close();
        this.#button.focus();
      }
    });
    this.listen(this.app.call, 'change', () => this.#close());
  }

  /**
   * @param {import('../../i18n/i18n.js').TextKey} key
   * @param {string} iconName
   * @param {() => void} run
   */
  #item(key, iconName, run) {
    return this.button(key, iconName, 'menu-item', () => {
      this.#close();
      run();
    });
  }

  #toggle() {
    this.#list.hidden = !this.#list.hidden;
    this.#button.setAttribute('aria-expanded', String(!this.#list.hidden));
    if (!this.#list.hidden) {
      this.#list.querySelector('button')?.focus();
    }
  }

  #close() {
    this.#list.hidden = true;
    this.#button.setAttribute('aria-expanded', 'false');
  }
}
customElements.define('more-menu', MoreMenu);
