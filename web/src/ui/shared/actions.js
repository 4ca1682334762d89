import { copy } from './clipboard.js';
import { phaseOf } from './phase.js';
import { problemText } from './problem-text.js';

/** @import {App} from './app.js' */
/** @import {MediaKind} from '../../media/media-kind.js' */

/** Does what a person wants done, whatever button or key they use. */
export class Actions {
  #app;

  /** @param {App} app */
  constructor(app) {
    this.#app = app;
  }

  /**
   * Calls, joins or waits. A person who was never asked for camera and microphone is asked first; if
   * neither can be opened, the screen says why, and the next press calls without.
   */
  async call() {
    const { call, media } = this.#app;
    if (media.untouched) {
      await media.start();
      if (!media.track('audio') && !media.track('video')) {
        return;
      }
    }
    call.start();
  }

  /** Calls, joins or waits with whatever is on, be it nothing. */
  callAsIs() {
    this.#app.call.start();
  }

  hangUp() {
    this.#app.call.hangUp();
  }

  /** @param {{video: boolean}} choice */
  accept(choice) {
    return this.#app.call.accept(choice);
  }

  /** @param {MediaKind} kind */
  async toggle(kind) {
    const { media, notices } = this.#app;
    await media.toggle(kind);
    const source = media[kind];
    if (source.state === 'failed' && phaseOf(this.#app) !== 'lobby') {
      const { problem } = source;
      notices.tell((i18n) => problemText(i18n, kind, problem));
    }
  }

  /** Copies the link; returns whether that was allowed. */
  async copyLink() {
    const { invitation, notices } = this.#app;
    await invitation.ready;
    const done = await copy(invitation.link);
    notices.show(done ? 'room.copied' : 'room.copy-failed');
    return done;
  }

  /**
   * Hands the link to the system's share sheet; without one, or where it fails, copies it.
   *
   * @returns whether the link is on its way, or the person decided otherwise
   */
  async share() {
    const { i18n, invitation } = this.#app;
    await invitation.ready;
    try {
      const text = i18n.text('room.share-text');
      await navigator.share({ title: 'Duologue', text, url: invitation.link });
      return true;
    } catch (error) {
      const closed = /** @type {Error} */ (error)?.name === 'AbortError';
      return closed || this.copyLink();
    }
  }

  async toggleFullScreen() {
    try {
      if (document.fullscreenElement) {
        await document.exitFullscreen();
      } else {
        await document.documentElement.requestFullscreen();
      }
    } catch {
      // not allowed here; the page goes on as it is
    }
  }

  async togglePictureInPicture() {
    const video = document.querySelector('video#remoteVideo');
    try {
      if (document.pictureInPictureElement) {
        await document.exitPictureInPicture();
      } else if (video instanceof HTMLVideoElement) {
        await video.requestPictureInPicture();
      }
    } catch {
      // no picture yet, or not allowed
    }
  }
}
