import { h } from '../shared/dom.js';
import { switchLanguage } from '../shared/language.js';
import { View } from '../shared/view.js';

/** @import {Preferences} from '../../page/storage.js' */

/**
 * @typedef {object} Choice
 * @property {MediaDeviceKind} kind
 * @property {'camera' | 'microphone' | 'speaker'} name
 * @property {HTMLSelectElement} select
 * @property {HTMLElement} field
 */

const LANGUAGES = { 'zh-CN': '简体中文', en: 'English' };

/** Fired by {@link SettingsPanel} when another speaker is to be used. */
export class SpeakerEvent extends Event {
  /** @param {string} deviceId */
  constructor(deviceId) {
    super('speaker', { bubbles: true });
    /** @readonly */
    this.deviceId = deviceId;
  }
}

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
    this.append(notify, this.#blocked, log);
  }

  /** @override */
  watch() {
    this.follow(this.app.devices, this.app.media);
  }

  /** @override */
  update() {
    const { devices, preferences } = this.app;
    for (const { kind, name, select, field } of this.#choices) {
      const list = devices.of(kind);
      field.hidden = list.length === 0 || (kind === 'audiooutput' && !canChooseSpeaker());
      const options = list.map(({ deviceId, label }, index) =>
        h('option', {
          value: deviceId,
          textContent: label || this.app.i18n.text('settings.unnamed', { number: index + 1 }),
        }),
      );
      select.replaceChildren(...options);
      select.value = this.#current(kind) || preferences.get(name) || select.value;
      if (select.selectedIndex < 0) {
        select.selectedIndex = 0;
      }
    }
    this.#hint.hidden = devices.of('audioinput').length + devices.of('videoinput').length > 0;
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

  /**
   * @param {MediaDeviceKind} kind
   * @returns {string | undefined} the device that is in use
   */
  #current(kind) {
    if (kind === 'audiooutput') {
      return undefined;
    }
    const { media } = this.app;
    return media.track(kind === 'audioinput' ? 'audio' : 'video')?.getSettings().deviceId;
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
      this.app.preferences.set('speaker', deviceId);
      this.dispatchEvent(new SpeakerEvent(deviceId));
    } else {
      await this.app.media.select(kind === 'audioinput' ? 'audio' : 'video', deviceId);
    }
  }

  async #chooseNotify() {
    const granted = this.#notify.checked && (await Notification.requestPermission()) === 'granted';
    this.#blocked.hidden = granted || !this.#notify.checked;
    this.app.preferences.set('notify', granted ? 'yes' : '');
    this.update();
  }
}
customElements.define('settings-panel', SettingsPanel);

function canChooseSpeaker() {
  return 'setSinkId' in HTMLMediaElement.prototype;
}
