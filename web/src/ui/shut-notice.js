import { newRoomId } from '../room-id.js';
import { phaseOf } from './app.js';
import { notifyOutside } from './attention.js';
import { h, icon } from './dom.js';
import { View } from './view.js';

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
    this.follow(this.app.channel);
  }

  /** @override */
  update() {
    const { channel, notices } = this.app;
    const watching = channel.persistent;
    if (watching && channel.state.state === 'open' && phaseOf(this.app) === 'lobby') {
      channel.persistent = false;
      notices.show('full.room');
      notifyOutside(this.app.i18n.text('full.room'));
    }
    const full = phaseOf(this.app) !== 'refused';
    this.say(this.#title, full ? 'full.title' : 'refused.title');
    if (full) {
      this.say(this.#lead, watching ? 'full.watching' : 'full.lead');
    } else {
      const code = 'code' in channel.state ? channel.state.code : '';
      this.say(this.#lead, 'refused.lead', { code });
    }
    this.#watch.hidden = !full || watching;
    this.#reload.hidden = full;
  }

  #startWatching() {
    const { channel } = this.app;
    channel.persistent = true;
    channel.open();
    if ('Notification' in window && Notification.permission === 'default') {
      void Notification.requestPermission();
    }
  }
}
customElements.define('shut-notice', ShutNotice);
