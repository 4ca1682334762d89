import { nameAtStart, nameOf, phaseOf } from './app.js';
import { Attention } from './attention.js';
import { CallStage } from './call-stage.js';
import { h } from './dom.js';
import { EndCard } from './end-card.js';
import { RingPanel } from './ring-panel.js';
import { RoomPanel } from './room-panel.js';
import { listenToKeys } from './shortcuts.js';
import { ShutNotice } from './shut-notice.js';
import { StatusBar } from './status-bar.js';
import { View } from './view.js';

/** @import {DeviceEvent} from '../device-list.js' */
/** @import {Phase} from './app.js' */

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
    const { call, channel, presence, devices, media } = this.app;
    this.follow(call, channel);
    this.listen(presence, 'change', () => this.#announcePresence());
    this.listen(channel, 'change', () => this.#announceSignaling());
    this.listen(devices, 'device-added', (event) => this.#offerDevice(event));
    this.listen(media, 'device-lost', (event) => this.#deviceLost(event));
    this.listen(media, 'device-refused', () => this.app.notices.show('device.refused'));
    this.listen(document, 'keydown', listenToKeys(this.app));
    this.listen(document, 'keyup', listenToKeys(this.app));
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
    const { presence, notices, i18n } = this.app;
    const others = presence.members.length;
    if (presence.selfId && others !== this.#others) {
      const params = { name: nameAtStart(i18n, presence.other) };
      notices.announce(others > this.#others ? 'announce.joined' : 'announce.left', params);
      this.#others = others;
    }
  }

  /** In a call the loss of the server is worth a word, but no more. */
  #announceSignaling() {
    const open = this.app.channel.state.state === 'open';
    if (open !== this.#signaling && phaseOf(this.app) === 'call') {
      this.app.notices.show(open ? 'status.signaling-back' : 'status.signaling-lost');
    }
    this.#signaling = open;
  }

  /** @param {DeviceEvent} event */
  #offerDevice({ kind, label, deviceId }) {
    const { notices, media } = this.app;
    if (kind === 'audiooutput') {
      return; // comes together with its microphone, where there is one
    }
    const run = () => void media.select(mediaKindOf(kind), deviceId);
    notices.show('device.added', { label }, { key: 'device.use', run });
  }

  /** @param {DeviceEvent} event */
  #deviceLost({ kind, label }) {
    const { notices, media } = this.app;
    if (label) {
      notices.show('device.lost', { label });
    } else {
      // The system of a phone takes the microphone for its own calls, and gives it back.
      const run = () => void media.start([mediaKindOf(kind)]);
      notices.show('device.lost-none', {}, { key: 'problem.retry', run });
    }
  }
}

/** @param {MediaDeviceKind} kind */
function mediaKindOf(kind) {
  return kind === 'audioinput' ? 'audio' : 'video';
}
customElements.define('room-view', RoomView);
