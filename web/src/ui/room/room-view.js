import { CallLane } from '../call/call-lane.js';
import { CallStage } from '../call/call-stage.js';
import { Shortcuts } from '../call/shortcuts.js';
import { EndCard } from '../ended/end-card.js';
import { RoomPanel } from '../lobby/room-panel.js';
import { ShutNotice } from '../lobby/shut-notice.js';
import { Attention } from '../ringing/attention.js';
import { RingPanel } from '../ringing/ring-panel.js';
import { DeviceNotices } from '../shared/device-notices.js';
import { h } from '../shared/dom.js';
import { isTextField } from '../shared/focus.js';
import { phaseOf } from '../shared/phase.js';
import { View } from '../shared/view.js';
import { Announcer } from './announcer.js';
import { FocusKeeper } from './focus-keeper.js';
import { ServerNotices } from './server-notices.js';
import { StatusBar } from './status-bar.js';

/** @import {Phase} from '../shared/phase.js' */

/** `<room-view>` is the room: it shows the screen of the phase that the call is in. */
export class RoomView extends View {
  #main = h('main', { tabIndex: -1 });
  #stage = new CallStage(this.app);
  #panel = new RoomPanel(this.app);
  #end = new EndCard(this.app);
  #shut = new ShutNotice(this.app);
  #ring = new RingPanel(this.app);
  #attention = new Attention(this.app);
  /** @type {Phase | undefined} */
  #phase;

  /** @override */
  build() {
    const { app } = this;
    const lane = h('div', { className: 'lane' }, new CallLane(app), app.notices);
    this.#main.append(this.#stage, this.#panel, this.#end, this.#shut, this.#ring, lane);
    this.append(h('header', { className: 'top' }, new StatusBar(app)), this.#main, app.panel);
    new Announcer(app);
    new ServerNotices(app);
    new FocusKeeper(this, this.#main);
  }

  /** @override */
  watch() {
    const { call, server, dismissals } = this.app;
    this.follow(call, server);
    this.listen(document, 'keydown', (event) => dismissals.handleKey(event));
    new DeviceNotices(this.app).watch(this);
    new Shortcuts(this.app).watch(this);
  }

  /** @override */
  update() {
    const phase = phaseOf(this.app);
    const before = this.#phase;
    this.#attention.update();
    if (phase === before) {
      return;
    }
    this.#phase = phase;
    // Who types goes on typing: the call stands beside what they type into, and does not cover it.
    const beside = phase === 'ringing-in' && isTextField(document.activeElement);
    this.#ring.beside = beside;
    this.#ring.update();
    if (!beside) {
      this.#show(phase);
      this.#moveFocus(phase, before);
    }
  }

  /** @param {Phase} phase */
  #show(phase) {
    const shut = phase === 'full' || phase === 'refused';
    const ringing = phase === 'ringing-in' || phase === 'ringing-out';
    this.dataset.phase = phase;
    this.#stage.hidden = shut || phase === 'ended';
    this.#panel.hidden = phase !== 'lobby';
    this.#end.hidden = phase !== 'ended';
    this.#shut.hidden = !shut;
    if (ringing) {
      this.app.panel.close();
    }
  }

  /**
   * Where a keyboard goes on from. Never a button: a key that is still held would press it.
   *
   * @param {Phase} phase
   * @param {Phase | undefined} before
   */
  #moveFocus(phase, before) {
    const inPanel = this.app.panel.contains(document.activeElement);
    if (before === undefined || inPanel) {
      return; // the page has just been opened, or something else is being read
    }
    const ringing = phase === 'ringing-in' || phase === 'ringing-out';
    (ringing ? this.#ring : this.#main).focus({ preventScroll: true });
  }
}
customElements.define('room-view', RoomView);
