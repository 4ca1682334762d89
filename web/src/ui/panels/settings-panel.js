import { h } from '../shared/dom.js';
import { switchLanguage } from '../shared/language.js';
import { askToNotify } from '../shared/notifications.js';
import { View } from '../shared/view.js';

/** @import {Preferences} from '../../page/storage.js' */

/**
 * @typedef {object} Choice
 * @property {MediaDeviceKind} kind
 * @property {'camera' | 'microphone' | 'speaker'} name
 * @property {HTMLSelectElement} select
 * @property {HTMLElement} field
 */

/** The id by which Chromium lists the system's choice; other browsers do not list it. */
const DEFAULT = 'default';
const LANGUAGES = { 'zh-CN': '简体中文', en: 'English' };

/** `<settings-panel>` chooses the devices, before the call and in it. */
export class SettingsPanel extends View {
  /** @type {Choice[]} */
  #choices = [
    this.#choice('videoinput', 'camera'),
    this.#choice('audioinput', 'microphone'),
    this.#choice('audiooutput', 'speaker'),
  ];
  #hint = h('p', { className: 'muted hint' });
  #language = h('select', { id: 'choose-language' });
  #notify = h('input', { type: 'checkbox', id: 'notify' });
  #forgetful = h('p', { className: 'muted hint', id: 'notRemembered' });
  #blocked = h('p', { className: 'muted hint', hidden: true });

  /** @override */
  build() {
    this.say(this.#hint, 'settings.hint');
    this.say(this.#blocked, 'settings.notify-blocked');
    const label = this.say(h('label', { htmlFor: 'notify' }), 'settings.notify');
    const notify = h('div', { className: 'field check' }, this.#notify, label);
    notify.hidden = !('Notification' in window);
    this.#notify.onchange = () => void this.#chooseNotify();
    this.append(...this.#choices.map(({ field }) => field), this.#hint, this.#languages());
    const log = this.button('log.title', 'list', 'secondary', () => this.app.panel.toggle('log'));
    this.append(notify, this.#blocked, this.say(this.#forgetful, 'settings.not-remembered'), log);
  }

  /** @override */
  watch() {
    this.follow(this.app.devices, this.app.media, this.app.speaker);
  }

  /** @override */
  update() {
    const { devices, preferences, speaker } = this.app;
    for (const choice of this.#choices) {
      const { kind, select, field } = choice;
      field.hidden = devices.of(kind).length === 0;
      field.hidden ||= kind === 'audiooutput' && !speaker.canChoose;
      select.replaceChildren(...this.#options(kind));
      select.value = this.#current(choice);
      if (select.selectedIndex < 0) {
        select.selectedIndex = 0;
      }
    }
    this.#hint.hidden = devices.of('audioinput').length + devices.of('videoinput').length > 0;
    this.#forgetful.hidden = preferences.isLasting;
    this.#notify.checked = preferences.get('notify') === 'yes';
    this.#language.value = this.app.i18n.language;
  }

  #languages() {
    const label = this.say(h('label', { htmlFor: 'choose-language' }), 'settings.language');
    for (const [value, textContent] of Object.entries(LANGUAGES)) {
      this.#language.append(h('option', { value, textContent, lang: value }));
    }
    this.#language.onchange = () => switchLanguage(this.app.i18n, this.app.preferences);
    return h('div', { className: 'field' }, label, this.#language);
  }

  /** @param {MediaDeviceKind} kind */
  #options(kind) {
    const { devices, i18n } = this.app;
    const options = devices.of(kind).map(({ deviceId, label }, index) => {
      const textContent = label || i18n.text('settings.unnamed', { number: index + 1 });
      return h('option', { value: deviceId, textContent });
    });
    if (kind === 'audiooutput' && options.every(({ value }) => value !== DEFAULT)) {
      options.unshift(h('option', { value: '', textContent: i18n.text('settings.default') }));
    }
    return options;
  }

  /**
   * The device that is in use, or else will be.
   *
   * @param {Choice} choice
   */
  #current({ kind, name, select }) {
    const { media, preferences, speaker } = this.app;
    if (kind === 'audiooutput') {
      const named = [...select.options].some(({ value }) => value === speaker.playing);
      return named ? speaker.playing : DEFAULT;
    }
    const track = media.track(kind === 'audioinput' ? 'audio' : 'video');
    return track?.getSettings().deviceId || preferences.get(name);
  }

  /**
   * @param {MediaDeviceKind} kind
   * @param {'camera' | 'microphone' | 'speaker'} name
   * @returns {Choice}
   */
  #choice(kind, name) {
    const select = h('select', { id: `choose-${name}` });
    select.onchange = () => void this.#choose(kind, select.value);
    const label = this.say(h('label', { htmlFor: select.id }), `settings.${name}`);
    return { kind, name, select, field: h('div', { className: 'field' }, label, select) };
  }

  /**
   * @param {MediaDeviceKind} kind
   * @param {string} deviceId
   */
  async #choose(kind, deviceId) {
    if (kind === 'audiooutput') {
      await this.app.speaker.choose(deviceId);
    } else {
      await this.app.media.select(kind === 'audioinput' ? 'audio' : 'video', deviceId);
    }
  }

  async #chooseNotify() {
    const granted = this.#notify.checked && (await askToNotify());
    this.#blocked.hidden = granted || !this.#notify.checked;
    this.app.preferences.set('notify', granted ? 'yes' : '');
    this.update();
  }
}
customElements.define('settings-panel', SettingsPanel);
