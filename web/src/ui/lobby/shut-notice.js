import { newRoomId } from '../../page/invitation.js';
import { TAKEN_OVER } from '../../signaling/messages.js';
import { h, icon } from '../shared/dom.js';
import { askToNotify, notifyOutside } from '../shared/notifications.js';
import { phaseOf } from '../shared/phase.js';
import { shutModel } from '../shared/screen-model.js';
import { View } from '../shared/view.js';

/** `<shut-notice>` stands where the room would be: it is full, or the server refuses it. */
export class ShutNotice extends View {
  #title = h('h1');
  #lead = h('p', { className: 'muted' });
  #watch = this.button('full.watch', 'bell', 'primary big', () => this.#startWatching());
  #reload = this.button('refused.reload', 'retry', 'primary big', () => location.reload());
  #own = this.button('full.own', 'phone', 'secondary big', () => {
    location.assign(`${this.app.base}r/${newRoomId()}`);
  });

  /** @override */
  build() {
    const buttons = h('div', { className: 'call-actions' }, this.#watch, this.#reload, this.#own);
    this.append(icon('two'), this.#title, this.#lead, buttons);
  }

  /** @override */
  watch() {
    this.follow(this.app.server);
  }

  /** @override */
  update() {
    const { i18n, notices, server, signaling } = this.app;
    const phase = phaseOf(this.app);
    if (signaling.persistent && server.reach === 'open' && phase === 'lobby') {
      signaling.persistent = false;
      notices.show('full.room');
      notifyOutside(i18n.text('full.room'));
    }
    if (phase === 'full' || phase === 'refused') {
      const code = 'code' in signaling.state ? signaling.state.code : 0;
      const facts = { phase, reach: server.reach, watching: signaling.persistent };
      this.#show(shutModel({ ...facts, takenOver: code === TAKEN_OVER }), code);
    }
  }

  /**
   * @param {ReturnType<typeof shutModel>} model
   * @param {number} code with which the server closed the connection, if it did
   */
  #show({ title, lead, watch, reload }, code) {
    this.say(this.#title, title);
    this.say(this.#lead, lead, { code });
    this.#watch.hidden = !watch;
    this.#reload.hidden = reload === undefined;
    if (reload) {
      this.say(this.#reload.querySelector('.button-text') ?? this.#reload, reload);
    }
  }

  #startWatching() {
    const { signaling } = this.app;
    signaling.persistent = true;
    signaling.open();
    void askToNotify();
  }
}
customElements.define('shut-notice', ShutNotice);
