import { newRoomId } from '../../page/invitation.js';
import { notifyOutside } from '../ringing/attention.js';
import { phaseOf } from '../shared/app.js';
import { h, icon } from '../shared/dom.js';
import { View } from '../shared/view.js';

/** `<shut-notice>` stands where the room would be: it is full, or the server refuses it. */
export class ShutNotice extends View {
  #title = h('h1');
  #lead = h('p', { className: 'muted' });
  #watch = this.button('full.watch', 'bell', 'primary big', () => this.#startWatching());
  #reload = this.button('refused.reload', 'retry', 'primary big', () => location.reload());
  #own = this.button('full.own', 'phone', 'secondary big', () => {
    location.assign(`/r/${newRoomId()}`);
  });

  /** @override */
  build() {
    const buttons = h('div', { className: 'call-actions' }, this.#watch, this.#reload, this.#own);
    this.append(icon('two'), this.#title, this.#lead, buttons);
  }

  /** @override */
  watch() {
    this.follow(this.app.signaling);
  }

  /** @override */
  update() {
    const { signaling, notices } = this.app;
    const watching = signaling.persistent;
    if (watching && signaling.state.state === 'open' && phaseOf(this.app) === 'lobby') {
      signaling.persistent = false;
      notices.show('full.room');
      notifyOutside(this.app.i18n.text('full.room'));
    }
    const full = phaseOf(this.app) !== 'refused';
    this.say(this.#title, full ? 'full.title' : 'refused.title');
    if (full) {
      this.say(this.#lead, watching ? 'full.watching' : 'full.lead');
    } else {
      const code = 'code' in signaling.state ? signaling.state.code : '';
      this.say(this.#lead, 'refused.lead', { code });
    }
    this.#watch.hidden = !full || watching;
    this.#reload.hidden = full;
  }

  #startWatching() {
    const { signaling } = this.app;
    signaling.persistent = true;
    signaling.open();
    if ('Notification' in window && Notification.permission === 'default') {
      void Notification.requestPermission();
    }
  }
}
customElements.define('shut-notice', ShutNotice);
