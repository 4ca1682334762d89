import { h } from '../shared/dom.js';
import { View } from '../shared/view.js';
import { ShortNotice } from './short-notice.js';

/** @import {TextKey, TextParams} from '../../i18n/i18n.js' */
/** @import {NoticeAction, Sentence} from '../shared/app.js' */

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
    this.tell((i18n) => i18n.text(key, params), action, topic);
  }

  /**
   * @param {Sentence} sentence
   * @param {NoticeAction} [action]
   * @param {string} [topic]
   */
  tell(sentence, action, topic = '') {
    this.withdraw(topic);
    const notice = new ShortNotice(this.app, sentence, action);
    notice.dataset.topic = topic;
    if (!action) {
      this.app.clock.after(SHOWN_FOR, () => notice.remove());
    }
    this.#list.append(notice);
    this.#speak(sentence(this.app.i18n));
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
}
customElements.define('notice-area', NoticeArea);
