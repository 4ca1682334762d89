import { h } from '../shared/dom.js';
import { View } from '../shared/view.js';

/** @import {App, NoticeAction, Sentence} from '../shared/app.js' */

/** `<short-notice>` is a sentence, and perhaps an offer, which it goes away with. */
export class ShortNotice extends View {
  #sentence;
  #action;
  #text = h('span');

  /**
   * @param {App} app
   * @param {Sentence} sentence
   * @param {NoticeAction} [action]
   */
  constructor(app, sentence, action) {
    super(app);
    this.#sentence = sentence;
    this.#action = action;
  }

  /** @override */
  build() {
    this.className = 'notice';
    this.append(this.#text);
    if (this.#action) {
      const { key, run } = this.#action;
      const offer = this.say(h('button', { type: 'button', className: 'quiet' }), key);
      offer.onclick = () => {
        this.remove();
        run();
      };
      const close = this.iconButton('notice.close', 'close', () => this.remove());
      close.classList.add('small');
      this.append(offer, close);
    }
  }

  /** @override */
  update() {
    this.#text.textContent = this.#sentence(this.app.i18n);
  }
}
customElements.define('short-notice', ShortNotice);
