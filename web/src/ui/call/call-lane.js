import { h, icon } from '../shared/dom.js';
import { nameAtStart } from '../shared/names.js';
import { phaseOf } from '../shared/phase.js';
import { View } from '../shared/view.js';

/** `<call-lane>` says at the top of the picture how the call is: what the other person has off, and that it is being brought back. */
export class CallLane extends View {
  #banner = h('div', { className: 'banner', hidden: true });
  #muted = h('span');
  #mutedBadge = h('div', { className: 'badge', hidden: true }, icon('mic-off'), this.#muted);
  #cameraOff = h('span');
  #cameraBadge = h(
    'div',
    { className: 'badge', hidden: true },
    icon('camera-off'),
    this.#cameraOff,
  );

  /** @override */
  build() {
    this.append(this.#banner, this.#mutedBadge, this.#cameraBadge);
    this.say(this.#banner, 'call.recovering');
  }

  /** @override */
  watch() {
    this.follow(this.app.call);
  }

  /** @override */
  update() {
    const { call, i18n } = this.app;
    const { partner } = call;
    const name = nameAtStart(i18n, partner);
    const up = phaseOf(this.app) === 'call' && 'since' in call.state;
    this.hidden = !up;
    this.#banner.hidden = call.state.state !== 'recovering';
    this.say(this.#muted, 'call.peer-muted', { name });
    this.say(this.#cameraOff, 'call.peer-camera-off', { name });
    this.#mutedBadge.hidden = partner?.audio !== false;
    this.#cameraBadge.hidden = partner?.video !== false;
  }
}
customElements.define('call-lane', CallLane);
