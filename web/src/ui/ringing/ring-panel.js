import { initialOf } from '../../page/names.js';
import { nameAtStart, nameOf, phaseOf } from '../shared/app.js';
import { h, icon } from '../shared/dom.js';
import { View } from '../shared/view.js';

/** `<ring-panel>` is shown while it rings, on either side. */
export class RingPanel extends View {
  #initial = h('span', { className: 'initial' });
  #title = h('h1', { id: 'ringTitle' });
  #lead = h('p', { id: 'ringLead' });
  #accept = this.#round('call.accept', 'phone', 'good', () => this.#answer(true));
  #acceptAudio = this.#round('call.accept-audio', 'phone-audio', 'neutral', () => {
    this.#answer(false);
  });
  #decline = this.#round('call.decline', 'hang-up', 'danger', () => this.app.actions.hangUp());
  #cancel = this.#round('call.cancel', 'hang-up', 'danger', () => this.app.actions.hangUp());

  /** @override */
  build() {
    const avatar = h('div', { className: 'ring-avatar' }, this.#initial);
    const buttons = h('div', { className: 'ring-buttons' });
    buttons.append(this.#decline, this.#acceptAudio, this.#accept, this.#cancel);
    this.append(avatar, this.#title, this.#lead, buttons);
    this.setAttribute('role', 'dialog');
    this.setAttribute('aria-labelledby', 'ringTitle');
    this.setAttribute('aria-describedby', 'ringLead');
  }

  /** @override */
  watch() {
    this.follow(this.app.call);
  }

  /** @override */
  update() {
    const { call, i18n } = this.app;
    const phase = phaseOf(this.app);
    const incoming = phase === 'ringing-in';
    this.hidden = !incoming && phase !== 'ringing-out';
    this.#accept.hidden = !incoming;
    this.#acceptAudio.hidden = !incoming;
    this.#decline.hidden = !incoming;
    this.#cancel.hidden = incoming;
    this.verbatim(this.#initial, initialOf(call.partner?.name ?? ''));
    this.#initial.classList.toggle('nameless', !call.partner?.name);
    if (incoming) {
      this.say(this.#title, 'ring.in', { name: nameAtStart(i18n, call.partner) });
      this.say(this.#lead, 'ring.in-lead');
    } else {
      this.say(this.#title, 'ring.out', { name: nameOf(i18n, call.partner) });
      this.say(this.#lead, 'status.ringing-out');
    }
  }

  /**
   * A round button with its name below.
   *
   * @param {import('../../i18n/i18n.js').TextKey} key
   * @param {string} iconName
   * @param {string} colour
   * @param {() => void} onclick
   */
  #round(key, iconName, colour, onclick) {
    const text = this.say(h('span', { className: 'caption' }), key);
    const disc = h('span', { className: `disc ${colour}` }, icon(iconName));
    return h('button', { type: 'button', className: 'captioned', onclick }, disc, text);
  }

  /** @param {boolean} video */
  #answer(video) {
    void this.app.actions.accept({ video });
  }
}
customElements.define('ring-panel', RingPanel);
