import { h } from '../shared/dom.js';
import { View } from '../shared/view.js';
import { KeysPanel } from './keys-panel.js';
import { LogPanel } from './log-panel.js';
import { SettingsPanel } from './settings-panel.js';

/** @typedef {'settings' | 'log' | 'keys'} PanelName */

const TITLES = /** @type {const} */ ({
  settings: 'settings.title',
  log: 'log.title',
  keys: 'keys.title',
});

/** `<side-panel>` shows one panel at a time beside the call, on a phone over it. */
export class SidePanel extends View {
  /** Which panel is shown. @type {PanelName | undefined} */
  shown;
  #title = h('h2', { id: 'panelTitle' });
  #panels = {
    settings: new SettingsPanel(this.app),
    log: new LogPanel(this.app),
    keys: new KeysPanel(this.app),
  };
  /** @type {Element | null} what had the focus before */
  #before = null;

  /** @override */
  build() {
    const close = this.iconButton('panel.close', 'close', () => this.close());
    this.setAttribute('role', 'dialog');
    this.setAttribute('aria-labelledby', 'panelTitle');
    this.append(
      h('div', { className: 'panel-head' }, this.#title, close),
      ...Object.values(this.#panels),
    );
    this.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') {
        event.stopPropagation();
        this.close();
      }
    });
  }

  /** @override */
  update() {
    this.hidden = this.shown === undefined;
    for (const [name, panel] of Object.entries(this.#panels)) {
      panel.hidden = name !== this.shown;
    }
    if (this.shown) {
      this.say(this.#title, TITLES[this.shown]);
    }
  }

  /** @param {PanelName} name opened, or closed if it is open */
  toggle(name) {
    if (this.shown === name) {
      this.close();
      return;
    }
    this.#before ??= document.activeElement;
    this.shown = name;
    this.update();
    /** @type {HTMLElement | null} */ (this.querySelector('.panel-head button'))?.focus();
  }

  close() {
    this.shown = undefined;
    this.update();
    if (this.#before instanceof HTMLElement) {
      this.#before.focus();
    }
    this.#before = null;
  }
}
customElements.define('side-panel', SidePanel);
