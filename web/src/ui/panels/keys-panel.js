import { h } from '../shared/dom.js';
import { View } from '../shared/view.js';

const KEYS = /** @type {const} */ (['m', 'v', 'f', 'p', 'space', 'esc', '?']);

/** `<keys-panel>` lists what the keyboard does. */
export class KeysPanel extends View {
  /** @override */
  build() {
    const list = h('dl', { className: 'keys' });
    for (const key of KEYS) {
      const name = h('kbd', { textContent: key === 'esc' ? 'Esc' : key });
      if (key === 'space') {
        this.say(name, 'keys.space-name');
      }
      list.append(h('dt', {}, name), this.say(h('dd'), `keys.${key}`));
    }
    this.append(list);
  }
}
customElements.define('keys-panel', KeysPanel);
