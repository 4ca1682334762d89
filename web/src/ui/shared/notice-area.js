import { h } from './dom.js';
import { View } from './view.js';

/** @import {TextKey, TextParams} from '../../i18n/i18n.js' */

const SHOWN_FOR = 6000;

/** `<notice-area>` shows short notices one above the other, and tells screen readers what happens. */
export class NoticeArea extends View {
  #list = h('div', { className: 'notices', role: 'status', 'aria-live': 'polite' });
  #voice = h('div', { className: 'visually-hidden', role: 'log', 'aria-live': 'polite' });

  /** @override */
  build() {
    this.append(this.#list, this.#voice);
  }

  /**
   * @param {TextKey} key
   * @param {TextParams} [params]
   * @param {{key: TextKey, run: () => void}} [action] what the notice offers to do
   */
  show(key, params, action) {
    this.tell(this.app.i18n.text(key, params), action);
  }

  /**
   * @param {string} text
   * @param {{key: TextKey, run: () => void}} [action]
   */
  tell(text, action) {
    const notice = h('div', { className: 'notice' }, h('span', { textContent: text }));
    if (action) {
      const onclick = () => {
        notice.remove();
        action.run();
      };
      const textContent = this.app.i18n.text(action.key);
      notice.append(h('button', { type: 'button', className: 'quiet', textContent, onclick }));
    }
    this.#list.append(notice);
    setTimeout(() => notice.remove(), action ? SHOWN_FOR * 2 : SHOWN_FOR);
  }

  /**
   * Says something that the screen shows already.
   *
   * @param {TextKey} key
   * @param {TextParams} [params]
   */
  announce(key, params) {
    this.#voice.replaceChildren(h('p', { textContent: this.app.i18n.text(key, params) }));
  }
}
customElements.define('notice-area', NoticeArea);
