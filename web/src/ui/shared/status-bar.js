import { clockTime, phaseOf } from './app.js';
import { h } from './dom.js';
import { switchLanguage } from './language.js';
import { View } from './view.js';

/** @import {TextKey} from '../../i18n/i18n.js' */

/** `<status-bar>` is the head of the room: brand, status, who is here, language and panels. */
export class StatusBar extends View {
  #status = h('span', { id: 'connectionStatus' });
  #time = h('span', { className: 'pill-time', translate: false, hidden: true });
  #path = h('span', { className: 'pill-path', hidden: true });
  #pill = h('div', { className: 'pill', role: 'status' }, this.#status, this.#time, this.#path);
  #info = h('span', { id: 'clientInfo', className: 'muted' });
  #language = h('button', { type: 'button', className: 'quiet', lang: '' });
  #timer = 0;

  /** @override */
  build() {
    const { panel } = this.app;
    const brand = h('a', { className: 'brand', href: '/' }, h('span', { className: 'logo' }));
    brand.append(h('span', { className: 'brand-name', translate: false, textContent: 'Duologue' }));
    this.label(brand, 'header.home');
    this.say(this.#language, 'header.language');
    this.#language.onclick = () => switchLanguage(this.app.i18n, this.app.preferences);
    const log = this.iconButton('header.log', 'list', () => panel.toggle('log'));
    log.classList.add('log-button');
    this.append(
      brand,
      this.#pill,
      this.#info,
      h('span', { className: 'spacer' }),
      this.#language,
      log,
      this.iconButton('header.settings', 'settings', () => panel.toggle('settings')),
    );
  }

  /** @override */
  watch() {
    // At once: of two states that follow each other closely, both are said.
    for (const target of [this.app.call, this.app.signaling, this.app.roster]) {
      this.listen(target, 'change', () => this.update());
    }
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  /** @override */
  update() {
    const { call, signaling, roster, i18n } = this.app;
    const key = this.#statusKey();
    this.#pill.dataset.status = key;
    this.say(this.#status, `status.${key}`);
    if (roster.selfId) {
      const params = { id: roster.selfId.slice(0, 4), count: roster.count };
      this.say(this.#info, 'status.info', params);
    } else {
      this.say(this.#info, 'status.info-none');
    }
    this.#language.lang = i18n.language === 'en' ? 'zh-CN' : 'en';
    this.#info.hidden = ['full', 'refused'].includes(phaseOf(this.app));
    this.#pill.classList.toggle('no-signaling', signaling.state.state !== 'open');
    this.#showTime('since' in call.state);
    const path = call.connection?.path;
    this.#path.hidden = path === undefined || !('since' in call.state);
    if (path) {
      this.say(this.#path, `path.${path}`);
    }
  }

  /** @returns {'disconnected' | 'connected' | Exclude<import('../../call/call-state.js').CallState['state'], 'idle' | 'ended'>} */
  #statusKey() {
    const { state } = this.app.call.state;
    const inLobby = state === 'idle' || state === 'ended' || state === 'waiting';
    if (inLobby && this.app.signaling.state.state !== 'open') {
      return 'disconnected';
    }
    return state === 'idle' || state === 'ended' ? 'connected' : state;
  }

  /** @param {boolean} shown */
  #showTime(shown) {
    clearInterval(this.#timer);
    this.#time.hidden = !shown;
    if (shown) {
      const show = () => {
        this.#time.textContent = clockTime(this.app.call.duration);
      };
      show();
      this.#timer = window.setInterval(show, 1000);
    }
  }
}
customElements.define('status-bar', StatusBar);
