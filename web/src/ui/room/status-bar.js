import { clockTime } from '../shared/clock-time.js';
import { h } from '../shared/dom.js';
import { switchLanguage } from '../shared/language.js';
import { phaseOf } from '../shared/phase.js';
import { statusOf } from '../shared/screen-model.js';
import { View } from '../shared/view.js';

/** `<status-bar>` is the head of the room: brand, status, who is here, language and panels. */
export class StatusBar extends View {
  #status = h('span', { id: 'connectionStatus' });
  #time = h('span', { className: 'pill-time', translate: false, hidden: true });
  #path = h('span', { className: 'pill-path', hidden: true });
  /** No live region: a clock would be read out every second. The announcer says what changes. */
  #pill = h('div', { className: 'pill' }, this.#status, this.#time, this.#path);
  #info = h('span', { id: 'clientInfo', className: 'muted' });
  #language = h('button', { type: 'button', className: 'quiet', lang: '' });
  #timer = 0;

  /** @override */
  build() {
    const { panel } = this.app;
    const brand = h(
      'a',
      { className: 'brand', href: this.app.base },
      h('span', { className: 'logo' }),
    );
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
    // At once, so that a state that lasts only a moment is shown too.
    for (const target of [this.app.call, this.app.server, this.app.roster]) {
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
    const { call, server, roster, i18n } = this.app;
    const key = statusOf(call.state.state, server.reach);
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
    this.#pill.classList.toggle('no-signaling', server.reach !== 'open');
    this.#showTime();
    const path = call.connection?.path;
    this.#path.hidden = path === undefined || !('since' in call.state);
    if (path) {
      this.say(this.#path, `path.${path}`);
    }
  }

  #showTime() {
    const { call } = this.app;
    const up = 'since' in call.state;
    clearInterval(this.#timer);
    this.#time.hidden = !up;
    if (up) {
      const show = () => {
        this.#time.textContent = clockTime(call.duration);
      };
      show();
      this.#timer = window.setInterval(show, 1000);
    }
  }
}
customElements.define('status-bar', StatusBar);
