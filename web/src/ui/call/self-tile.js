import { LevelMeter } from '../lobby/level-meter.js';
import { h, icon } from '../shared/dom.js';
import { View } from '../shared/view.js';

/** A pointer that moved less than this, in CSS pixels, tapped. */
const TAP_DISTANCE = 6;
const CORNERS = ['top-left', 'top-right', 'bottom-right', 'bottom-left'];

/**
 * `<self-tile>` shows the person's own picture: large before the call, in the call as a tile that
 * is dragged to any corner. Fires `swap` when it is tapped.
 */
export class SelfTile extends View {
  #video = h('video', {
    id: 'localVideo',
    muted: true,
    playsInline: true,
    autoplay: true,
    disablePictureInPicture: true,
  });
  #avatar = h('div', { className: 'avatar' }, icon('user'));
  #label = h('span', { className: 'video-label' });
  #mark = h('span', { className: 'tile-mark', hidden: true }, icon('mic-off'));
  #grip = h('button', { type: 'button', className: 'tile-grip' });
  /** @type {{x: number, y: number, moved: boolean} | undefined} */
  #drag;

  /** @override */
  build() {
    const meter = new LevelMeter(this.app);
    this.append(this.#video, this.#avatar, this.#label, this.#mark, meter, this.#grip);
    this.say(this.#label, 'media.me');
    this.name(this.#video, 'media.local');
    this.label(this.#grip, 'call.swap');
    this.dataset.corner = 'top-right';
    this.#grip.onclick = (event) => event.detail === 0 && this.#swap();
    this.#grip.onkeydown = (event) => this.#moveByKey(event);
    this.#grip.onpointerdown = (event) => this.#grab(event);
    this.#grip.onpointermove = (event) => this.#move(event);
    this.#grip.onpointerup = (event) => this.#drop(event);
    this.#grip.onpointercancel = () => this.#release();
  }

  /** @override */
  watch() {
    this.follow(this.app.media);
    this.listenToAwakening(() => this.update());
  }

  /** @override */
  update() {
    const { audio, video } = this.app.media;
    const shown = video.state === 'on';
    this.classList.toggle('no-picture', !shown);
    this.#avatar.hidden = shown;
    this.#label.hidden = this.app.media.untouched;
    this.#mark.hidden = audio.state === 'on' || audio.state === 'off';
    this.#mirror();
    if (shown) {
      // Not before there is a picture: an empty stream would hold up the page's load event.
      this.#video.srcObject ??= this.app.media.stream;
      // Web views show a black picture without an explicit play.
      this.#video.play().catch(() => {});
    }
  }

  /** A camera that faces the person is shown as a mirror, one that faces away is not. */
  #mirror() {
    const facing = this.app.media.track('video')?.getSettings().facingMode;
    this.#video.classList.toggle('mirrored', facing !== 'environment');
  }

  #swap() {
    this.dispatchEvent(new Event('swap'));
  }

  /** @param {PointerEvent} event */
  #grab(event) {
    this.#drag = { x: event.clientX, y: event.clientY, moved: false };
    this.#grip.setPointerCapture(event.pointerId);
  }

  /** @param {PointerEvent} event */
  #move(event) {
    if (!this.#drag) {
      return;
    }
    const dx = event.clientX - this.#drag.x;
    const dy = event.clientY - this.#drag.y;
    if (this.#drag.moved || Math.hypot(dx, dy) > TAP_DISTANCE) {
      this.#drag.moved = true;
      this.classList.add('dragged');
      this.style.translate = `${dx}px ${dy}px`;
    }
  }

  /** @param {PointerEvent} event */
  #drop(event) {
    const moved = this.#drag?.moved;
    this.#release();
    if (moved) {
      const horizontal = event.clientX < window.innerWidth / 2 ? 'left' : 'right';
      const vertical = event.clientY < window.innerHeight / 2 ? 'top' : 'bottom';
      this.dataset.corner = `${vertical}-${horizontal}`;
    } else {
      this.#swap();
    }
  }

  #release() {
    this.#drag = undefined;
    this.classList.remove('dragged');
    this.style.translate = '';
  }

  /** @param {KeyboardEvent} event */
  #moveByKey(event) {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      const now = CORNERS.indexOf(this.dataset.corner ?? '');
      this.dataset.corner = CORNERS[(now + step + CORNERS.length) % CORNERS.length];
    }
  }
}
customElements.define('self-tile', SelfTile);
