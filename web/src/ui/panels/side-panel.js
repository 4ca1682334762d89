import { h } from '../shared/dom.js';
import { canFocus } from '../shared/focus.js';
import { View } from '../shared/view.js';
import { KeysPanel } from './keys-panel.js';
import { LogPanel } from './log-panel.js';
import { SettingsPanel } from './settings-panel.js';

/** @import {PanelName} from '../shared/app.js' */

const TITLES = /** @type {const} */ ({
  settings: 'settings.title',
  log: 'log.title',
  keys: 'keys.title',
});

/** `<side-panel>` shows one panel at a time, beside the picture or on a phone below it. */
export class SidePanel extends View {
  /** Which panel is shown. @type {PanelName | undefined} */
  shown;
  #title = h('h2', { id: 'panelTitle' });
  #close = this.iconButton('panel.close', 'close', () => this.close());
  #panels = {
    settings: new SettingsPanel(this.app),
    log: new LogPanel(this.app),
    keys: new KeysPanel(this.app),
  };
  /** What had the focus when it was opened. @type {Element | null} */
  #opener = null;
  #closed = () => {};

  /** @override */
  build() {
    this.setAttribute('role', 'dialog');
    this.setAttribute('aria-labelledby', 'panelTitle');
    this.append(
      h('div', { className: 'panel-head' }, this.#title, this.#close),
      ...Object.values(this.#panels),
    );
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
    if (this.shown === undefined) {
      this.#opener = document.activeElement;
      this.#closed = this.app.dismissals.opened(() => this.close());
    }
    this.shown = name;
    this.update();
    this.#close.focus();
  }

  /** Closes, and the focus is where it came from. */
  close() {
    if (this.shown === undefined) {
      return;
    }
    const opener = canFocus(this.#opener) ? this.#opener : document.querySelector('main');
    if (this.contains(document.activeElement) || document.activeElement === document.body) {
      opener?.focus({ preventScroll: true });
    }
    this.#opener = null;
    this.#closed();
    this.shown = undefined;
    this.update();
  }
}
customElements.define('side-panel', SidePanel);
