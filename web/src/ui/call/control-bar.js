import { changeIcon } from '../shared/dom.js';
import { phaseOf } from '../shared/phase.js';
import { View } from '../shared/view.js';
import { MoreMenu } from './more-menu.js';

/** @import {MediaKind} from '../../media/media-kind.js' */

const LABELS = /** @type {const} */ ({
  audio: { on: 'media.mute', off: 'media.unmute', icon: 'mic' },
  video: { on: 'media.camera-off', off: 'media.camera-on', icon: 'camera' },
});

/** `<control-bar>` has the microphone and camera, and in the call everything else and the red one. */
export class ControlBar extends View {
  #audio = this.iconButton('media.mute', 'mic', () => void this.app.actions.toggle('audio'));
  #video = this.iconButton('media.camera-off', 'camera', () => {
    void this.app.actions.toggle('video');
  });
  #devices = this.iconButton('header.settings', 'settings', () =>
    this.app.panel.toggle('settings'),
  );
  #more = new MoreMenu(this.app);
  #hangUp = this.iconButton('call.hang-up', 'hang-up', () => this.app.actions.hangUp());

  /** @override */
  build() {
    this.setAttribute('role', 'group');
    this.name(this, 'call.controls');
    this.#hangUp.classList.add('danger');
    this.append(this.#audio, this.#video, this.#devices, this.#more, this.#hangUp);
  }

  /** @override */
  watch() {
    this.follow(this.app.media, this.app.call);
  }

  /** @override */
  update() {
    const phase = phaseOf(this.app);
    const inCall = phase === 'call';
    const { audio, video } = this.app.media;
    const neverOn = [audio, video].every(({ state }) => state === 'off' || state === 'starting');
    this.hidden = !inCall && (neverOn || phase.startsWith('ringing'));
    this.#showSource(this.#audio, 'audio');
    this.#showSource(this.#video, 'video');
    this.#devices.hidden = inCall;
    this.#more.hidden = !inCall;
    this.#hangUp.hidden = !inCall;
  }

  /**
   * @param {HTMLButtonElement} button
   * @param {MediaKind} kind
   */
  #showSource(button, kind) {
    const { media } = this.app;
    const { state } = media[kind];
    const labels = LABELS[kind];
    const on = state === 'on';
    // The name says what a press does, which depends on the wish, not on the device.
    this.label(button, media.wants(kind) && state !== 'failed' ? labels.on : labels.off);
    changeIcon(button.querySelector('svg'), on ? labels.icon : `${labels.icon}-off`);
    button.classList.toggle('off', !on);
    button.classList.toggle('trouble', state === 'failed' || state === 'interrupted');
    button.ariaBusy = String(state === 'starting');
  }
}
customElements.define('control-bar', ControlBar);
