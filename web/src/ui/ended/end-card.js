import { clockTime, nameAtStart, nameOf } from '../shared/app.js';
import { h } from '../shared/dom.js';
import { View } from '../shared/view.js';

/** @import {EndReason} from '../../call/call-state.js' */
/** @import {TextKey} from '../../i18n/i18n.js' */

/** @type {Partial<Record<EndReason, TextKey>>} */
const LEADS = {
  'no-answer': 'end.no-answer-lead',
  lost: 'end.lost-lead',
  'not-connected': 'end.not-connected-lead',
};

/** `<end-card>` says how the call ended, and offers the next one. */
export class EndCard extends View {
  #title = h('h1');
  #lead = h('p', { className: 'muted' });
  #duration = h('p', { className: 'duration' });
  #private = h('p', { className: 'muted hint' });
  #again = this.button('call.again', 'phone', 'primary big', () => this.app.actions.call());
  #back = this.button('call.back', 'back', 'secondary big', () => this.app.call.dismiss());

  /** @override */
  build() {
    this.say(this.#private, 'end.private');
    const buttons = h('div', { className: 'call-actions' }, this.#again, this.#back);
    this.append(this.#title, this.#lead, this.#duration, this.#private, buttons);
  }

  /** @override */
  watch() {
    this.follow(this.app.call, this.app.roster, this.app.signaling);
  }

  /** @override */
  update() {
    const { call, i18n, roster, signaling } = this.app;
    if (call.state.state !== 'ended') {
      return;
    }
    const { reason, byMe, duration } = call.state;
    const name = reason === 'missed' || reason === 'no-answer' ? nameOf : nameAtStart;
    this.say(this.#title, `end.${reason}`, { name: name(i18n, call.partner) });
    const lead = reason === 'ended' ? this.#endedKey(byMe) : LEADS[reason];
    this.#lead.hidden = lead === undefined;
    if (lead) {
      this.say(this.#lead, lead, { name: nameAtStart(i18n, call.partner) });
    }
    this.#duration.hidden = duration === 0;
    this.#private.hidden = duration === 0;
    this.say(this.#duration, 'end.duration', { time: clockTime(duration) });
    const text = this.#again.querySelector('.button-text') ?? this.#again;
    this.say(text, roster.other ? 'call.again' : 'call.wait');
    this.#again.disabled = signaling.state.state !== 'open';
  }

  /**
   * @param {boolean} byMe
   * @returns {TextKey}
   */
  #endedKey(byMe) {
    return byMe ? 'end.ended-by-me' : 'end.ended-by-them';
  }
}
customElements.define('end-card', EndCard);
