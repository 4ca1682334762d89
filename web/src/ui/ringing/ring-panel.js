import { initialOf } from '../../page/names.js';
import { h, icon } from '../shared/dom.js';
import { nameAtStart, nameOf } from '../shared/names.js';
import { phaseOf } from '../shared/phase.js';
import { ringLead } from '../shared/screen-model.js';
import { View } from '../shared/view.js';

/** `<ring-panel>` is shown while it rings, on either side. It has the focus itself, not a button. */
export class RingPanel extends View {
  /** Whether it is a bar beside what somebody types into. */
  beside = false;
  #initial = h('span', { className: 'initial', 'aria-hidden': 'true' });
  #title = h('h1');
  #lead = h('p', { id: 'ringLead' });
  #accept = this.#round('call.accept', 'camera', 'good', () => this.#answer(true));
  #acceptAudio = this.#round('call.accept-audio', 'phone', 'neutral', () => {
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
    this.setAttribute('aria-describedby', 'ringLead');
    this.tabIndex = -1;
  }

  /** @override */
  watch() {
    this.follow(this.app.call, this.app.server);
  }

  /** @override */
  update() {
    const { call, i18n, server } = this.app;
    const phase = phaseOf(this.app);
    const incoming = phase === 'ringing-in';
    this.hidden = !incoming && phase !== 'ringing-out';
    if (this.hidden) {
      return;
    }
    this.classList.toggle('beside', this.beside);
    this.#accept.hidden = !incoming;
    this.#acceptAudio.hidden = !incoming;
    this.#decline.hidden = !incoming;
    this.#cancel.hidden = incoming;
    this.verbatim(this.#initial, initialOf(call.partner?.name ?? ''));
    this.#initial.classList.toggle('nameless', !call.partner?.name);
    // An announcement says who calls; the name of the dialog need not repeat it.
    this.name(this, incoming ? 'ring.dialog-in' : 'ring.dialog-out');
    const name = incoming ? nameAtStart(i18n, call.partner) : nameOf(i18n, call.partner);
    this.say(this.#title, incoming ? 'ring.in' : 'ring.out', { name });
    this.say(this.#lead, ringLead(incoming ? 'ringing-in' : 'ringing-out', server.reach));
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
