/** @import {MediaKind} from './media-kind.js' */

/**
 * Fired by {@link Captured}: `ended` when a device went away by itself, `interruption` when the
 * system silences one, or gives it back, without ending it.
 */
export class TrackEvent extends Event {
  /**
   * @param {'ended' | 'interruption'} type
   * @param {MediaStreamTrack} track
   */
  constructor(type, track) {
    super(type);
    /** @readonly */
    this.track = track;
    /** @readonly */
    this.kind = /** @type {MediaKind} */ (track.kind);
  }
}

/** What is captured now: at most one track of each kind. Owns them: none is left running. */
export class Captured extends EventTarget {
  /** The same object for as long as the page lives. */
  stream = new MediaStream();
  /** @type {WeakSet<MediaStreamTrack>} */
  #interrupted = new WeakSet();

  /** @param {MediaKind} kind */
  track(kind) {
    return this.stream.getTracks().find((track) => track.kind === kind);
  }

  /**
   * Whether the system has muted the device: during a phone call, or by a hardware switch.
   *
   * @param {MediaKind} kind
   */
  isInterrupted(kind) {
    const track = this.track(kind);
    return track !== undefined && this.#interrupted.has(track);
  }

  /**
   * Takes a track in place of the one of its kind, which is stopped.
   *
   * @param {MediaStreamTrack} track
   */
  put(track) {
    this.drop(/** @type {MediaKind} */ (track.kind));
    if (track.muted) {
      this.#interrupted.add(track);
    }
    track.onmute = () => {
      this.#interrupted.add(track);
      this.dispatchEvent(new TrackEvent('interruption', track));
    };
    track.onunmute = () => {
      this.#interrupted.delete(track);
      this.dispatchEvent(new TrackEvent('interruption', track));
    };
    track.onended = () => {
      this.drop(/** @type {MediaKind} */ (track.kind));
      this.dispatchEvent(new TrackEvent('ended', track));
    };
    this.stream.addTrack(track);
  }

  /** Lets go of a device. @param {MediaKind} kind */
  drop(kind) {
    const track = this.track(kind);
    if (track) {
      track.onmute = null;
      track.onunmute = null;
      track.onended = null;
      track.stop();
      this.stream.removeTrack(track);
    }
  }
}
