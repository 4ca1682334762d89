import { initialOf } from '../../page/names.js';
import { MediaCard } from '../lobby/media-card.js';
import { h } from '../shared/dom.js';
import { phaseOf } from '../shared/phase.js';
import { View } from '../shared/view.js';
import { ControlBar } from './control-bar.js';
import { Rest } from './rest.js';
import { SelfTile } from './self-tile.js';

/** `<call-stage>` holds both pictures: a card before the call, the whole window in it. */
export class CallStage extends View {
  #video = h('video', { id: 'remoteVideo', playsInline: true, autoplay: true, muted: true });
  /** On its own: a video plays no sound before its first picture, and there may be none. */
  #sound = h('audio', { autoplay: true });
  #initial = h('span', { className: 'initial' });
  #connecting = h('span', { className: 'avatar-text' });
  #avatar = h('div', { className: 'avatar remote-avatar' }, this.#initial, this.#connecting);
  #label = h('bdi', { className: 'video-label' });
  #remote = h('div', { className: 'remote' }, this.#video, this.#avatar, this.#label);
  #hear = this.button('call.tap-to-hear', 'speaker', 'primary hear', () => void this.#play());
  #tile = new SelfTile(this.app);
  /** @type {MediaStream | undefined} */
  #stream;
  #rest = new Rest({
    clock: this.app.clock,
    mayRest: () => this.#mayRest(),
    show: (resting) => this.closest('room-view')?.classList.toggle('idle', resting),
  });

  /** @override */
  build() {
    this.#hear.hidden = true;
    this.name(this.#video, 'media.remote');
    this.append(this.#remote, this.#tile, new MediaCard(this.app));
    this.append(this.#hear, this.#sound, new ControlBar(this.app));
    this.#tile.addEventListener('swap', () => this.classList.toggle('swapped'));
    this.#remote.ondblclick = () => this.#remote.classList.toggle('other-fit');
    this.#video.onresize = () => this.#chooseFit();
  }

  /** @override */
  watch() {
    this.follow(this.app.call);
    this.listen(this.app.call, 'track', () => this.update());
    this.#watchForRest();
    this.listen(window, 'resize', () => this.#chooseFit());
    this.listenToAwakening(() => this.#playOn());
    void this.app.speaker.use(this.#sound);
  }

  /** @override */
  update() {
    const { call } = this.app;
    const inCall = phaseOf(this.app) === 'call';
    this.#attach(inCall);
    this.#showPartner(inCall);
    this.classList.toggle('recovering', call.state.state === 'recovering');
    if (!inCall) {
      this.classList.remove('swapped');
      this.#hear.hidden = true;
    }
    if (this.#mayRest() !== this.#rest.resting) {
      this.#rest.wake();
    }
  }

  /** @param {boolean} inCall */
  #showPartner(inCall) {
    const { call } = this.app;
    const { partner } = call;
    const connecting = !('since' in call.state);
    const pictured = inCall && !connecting && (partner?.video || partner?.screen || !partner);
    this.#remote.classList.toggle('no-picture', !pictured);
    this.#avatar.hidden = Boolean(pictured);
    this.verbatim(this.#initial, initialOf(partner?.name ?? ''));
    this.#initial.classList.toggle('nameless', !partner?.name);
    this.say(this.#connecting, 'status.connecting');
    this.#connecting.hidden = !connecting;
    if (partner?.name) {
      this.verbatim(this.#label, partner.name);
    } else {
      this.say(this.#label, 'call.other-start');
    }
  }

  /**
   * Plays the other side, but not before the call is up: by then a press has allowed sound.
   *
   * @param {boolean} inCall
   */
  #attach(inCall) {
    const stream = inCall ? this.app.call.connection?.remoteStream : undefined;
    if (stream !== this.#stream && !this.#isOfNextConnection(stream)) {
      this.#stream = stream;
      this.#video.srcObject = stream ?? null;
      this.#video.play().catch(() => {});
    }
    this.#attachSound(stream?.getAudioTracks()[0]);
  }

  /**
   * Keeps the last picture of one connection until the next is up. (Not until its first picture:
   * after two offers in a row Chromium reports live tracks as muted for good.)
   *
   * @param {MediaStream | undefined} stream
   */
  #isOfNextConnection(stream) {
    const isUp = this.app.call.connection?.connectionState === 'connected';
    return this.#stream !== undefined && stream !== undefined && !isUp;
  }

  /** @param {MediaStreamTrack | undefined} track */
  #attachSound(track) {
    const { srcObject } = this.#sound;
    const current = srcObject instanceof MediaStream ? srcObject.getTracks()[0] : undefined;
    if (track !== current) {
      this.#sound.srcObject = track ? new MediaStream([track]) : null;
      void this.#play();
    }
  }

  #playOn() {
    if (this.#stream) {
      this.#video.play().catch(() => {});
      void this.#play();
    }
  }

  async #play() {
    this.#hear.hidden = true;
    try {
      await this.#sound.play();
    } catch (error) {
      // no sound without a press: here is a button for it
      this.#hear.hidden = /** @type {Error} */ (error).name !== 'NotAllowedError';
    }
  }

  /** Fills the window where little would be cut off, else shows the whole picture. */
  #chooseFit() {
    const { videoWidth, videoHeight } = this.#video;
    if (videoWidth > 0 && videoHeight > 0) {
      const window = this.clientWidth / Math.max(1, this.clientHeight);
      const ratio = videoWidth / videoHeight / window;
      this.#remote.classList.toggle('whole', ratio > 1.6 || ratio < 1 / 1.6);
    }
  }

  /** Before anything else hears of it: the press that brings the controls back does nothing else. */
  #watchForRest() {
    const rest = this.#rest;
    const capture = true;
    this.listen(document, 'pointerdown', () => rest.pointerDown(), { capture });
    this.listen(document, 'click', (event) => rest.click(event), { capture });
    this.listen(document, 'keydown', (event) => rest.keyDown(event), { capture });
    for (const type of ['pointermove', 'focusin']) {
      this.listen(document, type, () => rest.wake());
    }
  }

  /** Controls in use stay: by a keyboard or a mouse that is on them, or while something is open. */
  #mayRest() {
    const { call, panel } = this.app;
    const up = call.state.state === 'in-call' || call.state.state === 'recovering';
    const inUse = this.querySelector(
      ':is(control-bar, self-tile) :focus-visible, control-bar:hover, .menu:not([hidden])',
    );
    return up && !inUse && !panel.shown;
  }
}
customElements.define('call-stage', CallStage);
