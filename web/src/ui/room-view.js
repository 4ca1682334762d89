import { CallStage } from './call/call-stage.js';
import { Shortcuts } from './call/shortcuts.js';
import { EndCard } from './ended/end-card.js';
import { RoomPanel } from './lobby/room-panel.js';
import { ShutNotice } from './lobby/shut-notice.js';
import { Attention } from './ringing/attention.js';
import { RingPanel } from './ringing/ring-panel.js';
import { nameAtStart, nameOf, phaseOf } from './shared/app.js';
import { DeviceNotices } from './shared/device-notices.js';
import { h } from './shared/dom.js';
import { StatusBar } from './shared/status-bar.js';
import { View } from './shared/view.js';

/** @import {Phase} from './shared/app.js' */

/** What gets the focus when a screen comes up, so that a keyboard can go on from there. */
/** @type {Partial<Record<Phase, string>>} */
const FIRST = {
  'ringing-in': 'ring-panel .good',
  'ringing-out': 'ring-panel .danger',
  ended: 'end-card .primary',
};

/** `<room-view>` is the room: it shows the screen of the phase that the call is in. */
export class RoomView extends View {
  #main = h('main', { tabIndex: -1 });
  #stage = new CallStage(this.app);
  #panel = new RoomPanel(this.app);
  #end = new EndCard(this.app);
  #shut = new ShutNotice(this.app);
  #attention = new Attention(this.app);
  #others = 0;
  #signaling = true;

  /** @override */
  build() {
    const { app } = this;
    this.#main.append(this.#stage, this.#panel, this.#end, this.#shut, new RingPanel(app));
    this.append(h('header', { className: 'top' }, new StatusBar(app)), this.#main);
    this.append(app.panel, app.notices);
  }

  /** @override */
  watch() {
    const { call, signaling, roster } = this.app;
    this.follow(call, signaling);
    this.listen(roster, 'change', () => this.#announcePresence());
    this.listen(signaling, 'change', () => this.#announceSignaling());
    new DeviceNotices(this.app).watch(this);
    new Shortcuts(this.app).watch(this);
  }

  /** @override */
  update() {
    const phase = phaseOf(this.app);
    const before = this.dataset.phase;
    this.#attention.update();
    if (phase === before) {
      return;
    }
    this.dataset.phase = phase;
    const shut = phase === 'full' || phase === 'refused';
    this.#stage.hidden = shut;
    this.#panel.hidden = phase !== 'lobby';
    this.#end.hidden = phase !== 'ended';
    this.#shut.hidden = !shut;
    this.#moveFocus(phase, before);
    if (phase === 'call') {
      const name = nameOf(this.app.i18n, this.app.call.partner);
      this.app.notices.announce('announce.in-call', { name });
    }
  }

  /**
   * @param {Phase} phase
   * @param {string | undefined} before
   */
  #moveFocus(phase, before) {
    if (before === undefined) {
      return; // the page has just been opened
    }
    const selector = FIRST[phase];
    const found = selector ? this.querySelector(selector)?.closest('button') : undefined;
    (found ?? this.#main).focus({ preventScroll: true });
  }

  #announcePresence() {
    const { roster, notices, i18n } = this.app;
    const others = roster.members.length;
    if (roster.selfId && others !== this.#others) {
      const params = { name: nameAtStart(i18n, roster.other) };
      notices.announce(others > this.#others ? 'announce.joined' : 'announce.left', params);
      this.#others = others;
    }
  }

  /** In a call the loss of the server is worth a word, but no more. */
  #announceSignaling() {
    const open = this.app.signaling.state.state === 'open';
    if (open !== this.#signaling && phaseOf(this.app) === 'call') {
      this.app.notices.show(open ? 'status.signaling-back' : 'status.signaling-lost');
    }
    this.#signaling = open;
  }
}
customElements.define('room-view', RoomView);
