import { initialOf } from '../../page/names.js';
import { clockTime } from '../shared/clock-time.js';
import { h } from '../shared/dom.js';
import { nameAtStart, nameOf } from '../shared/names.js';
import { endSentences, nextCall } from '../shared/screen-model.js';
import { View } from '../shared/view.js';

/** `<end-card>` says how the call ended, and offers the next one. */
export class EndCard extends View {
  #initial = h('span', { className: 'initial', 'aria-hidden': 'true' });
  #title = h('span');
  #time = h('span', { className: 'duration' });
  #lead = h('p', { className: 'muted' });
  #private = h('p', { className: 'muted hint' });
  #again = this.button('call.again', 'phone', 'primary big', () => this.app.actions.call());
  #back = this.button('call.back', 'back', 'secondary big', () => this.app.call.dismiss());
  #hint = h('p', { className: 'hint warning' });

  /** @override */
  build() {
    this.say(this.#private, 'end.private');
    const heading = h('h1', {}, this.#title, this.#time);
    const buttons = h('div', { className: 'call-actions' }, this.#hint, this.#again, this.#back);
    this.append(this.#initial, heading, this.#lead, this.#private, buttons);
  }

  /** @override */
  watch() {
    this.follow(this.app.call, this.app.roster, this.app.server);
  }

  /** @override */
  update() {
    const { call, i18n } = this.app;
    if (call.state.state !== 'ended') {
      return;
    }
    const { title, lead } = endSentences(call.state);
    const start = nameAtStart(i18n, call.partner);
    const name = title === 'end.missed' ? nameOf(i18n, call.partner) : start;
    this.verbatim(this.#initial, initialOf(call.partner?.name ?? ''));
    this.#initial.classList.toggle('nameless', !call.partner?.name);
    this.say(this.#title, title, { name });
    this.#lead.hidden = lead === undefined;
    if (lead) {
      this.say(this.#lead, lead, { name: start });
    }
    this.#time.hidden = call.duration === 0;
    this.#private.hidden = call.duration === 0;
    this.#time.textContent = ` · ${clockTime(call.duration)}`;
    this.#offerNext(call.state.reason);
  }

  /** @param {import('../../call/call-state.js').EndReason} reason */
  #offerNext(reason) {
    const { roster, server } = this.app;
    const other = roster.other ? 'here' : 'none';
    const { key, enabled, hint } = nextCall({ reason, reach: server.reach, other });
    this.say(this.#again.querySelector('.button-text') ?? this.#again, key);
    this.#again.disabled = !enabled;
    this.#hint.hidden = hint === undefined;
    if (hint) {
      this.say(this.#hint, hint);
    }
  }
}
customElements.define('end-card', EndCard);
