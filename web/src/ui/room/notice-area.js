import { h } from '../shared/dom.js';
import { View } from '../shared/view.js';

/** @import {TextKey, TextParams} from '../../i18n/i18n.js' */

/** @import {NoticeAction} from '../shared/app.js' */

const SHOWN_FOR = 6000;
/** A screen reader reads what is added, at once; who looks around later shall not find it. */
const SPOKEN_FOR = 3000;

/**
 * `<notice-area>` shows short notices one above the other, and has the one live region of the page:
 * whatever is announced is announced here, once. A notice that offers something stays until it is
 * taken up or closed.
 */
export class NoticeArea extends View {
  #list = h('div', { className: 'notices' });
  #voice = h('div', { className: 'visually-hidden', role: 'log', 'aria-live': 'polite' });

  /** @override */
  build() {
    this.append(this.#list, this.#voice);
  }

  /**
   * @param {TextKey} key
   * @param {TextParams} [params]
   * @param {NoticeAction} [action]
   * @param {string} [topic] of which there is one notice at a time
   */
  show(key, params, action, topic) {
    this.tell(this.app.i18n.text(key, params), action, topic);
  }

  /**
   * @param {string} text
   * @param {NoticeAction} [action]
   * @param {string} [topic]
   */
  tell(text, action, topic = '') {
    this.withdraw(topic);
    const notice = h('div', { className: 'notice' }, h('span', { textContent: text }));
    notice.dataset.topic = topic;
    if (action) {
      notice.append(this.#offer(notice, action), this.#close(notice));
    } else {
      this.app.clock.after(SHOWN_FOR, () => notice.remove());
    }
    this.#list.append(notice);
    this.#speak(text);
  }

  /** Takes back what is not true any more. @param {string} topic */
  withdraw(topic) {
    for (const notice of topic ? this.#list.querySelectorAll(`[data-topic="${topic}"]`) : []) {
      notice.remove();
    }
  }

  /**
   * Says something that the screen shows already.
   *
   * @param {TextKey} key
   * @param {TextParams} [params]
   */
  announce(key, params) {
    this.#speak(this.app.i18n.text(key, params));
  }

  /** @param {string} text */
  #speak(text) {
    const sentence = h('p', { textContent: text });
    this.#voice.append(sentence);
    this.app.clock.after(SPOKEN_FOR, () => sentence.remove());
  }

  /**
   * @param {HTMLElement} notice
   * @param {NoticeAction} action
   */
  #offer(notice, { key, run }) {
    const textContent = this.app.i18n.text(key);
    const onclick = () => {
      notice.remove();
      run();
    };
    return h('button', { type: 'button', className: 'quiet', textContent, onclick });
  }

  /** @param {HTMLElement} notice */
  #close(notice) {
    const close = this.iconButton('notice.close', 'close', () => notice.remove());
    close.classList.add('small');
    return close;
  }
}
customElements.define('notice-area', NoticeArea);
