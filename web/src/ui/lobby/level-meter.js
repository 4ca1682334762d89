import { audioContext } from '../shared/audio-context.js';
import { h } from '../shared/dom.js';
import { phaseOf } from '../shared/phase.js';
import { View } from '../shared/view.js';

const BARS = 5;
const INTERVAL = 80;

/** `<level-meter>` shows before the call that the microphone hears something. */
export class LevelMeter extends View {
  #bars = Array.from({ length: BARS }, () => h('span'));
  /** @type {MediaStreamTrack | undefined} */
  #track;
  #stop = () => {};

  /** @override */
  build() {
    this.setAttribute('aria-hidden', 'true');
    this.append(...this.#bars);
  }

  /** @override */
  watch() {
    this.follow(this.app.media, this.app.call);
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    this.#listenTo(undefined);
  }

  /** @override */
  update() {
    const { audio } = this.app.media;
    const track = audio.state === 'on' && phaseOf(this.app) === 'lobby' ? audio.track : undefined;
    this.hidden = track === undefined;
    this.#listenTo(track);
  }

  /** @param {MediaStreamTrack | undefined} track */
  #listenTo(track) {
    if (track === this.#track) {
      return;
    }
    this.#stop();
    this.#track = track;
    const context = track && audioContext();
    this.#stop = track && context ? this.#measure(context, track) : () => {};
  }

  /**
   * @param {AudioContext} context
   * @param {MediaStreamTrack} track
   */
  #measure(context, track) {
    const source = sourceOf(context, track);
    if (!source) {
      return () => {};
    }
    const analyser = new AnalyserNode(context, { fftSize: 512 });
    const samples = new Uint8Array(analyser.fftSize);
    source.connect(analyser);
    const timer = setInterval(() => {
      analyser.getByteTimeDomainData(samples);
      const peak = samples.reduce((max, sample) => Math.max(max, Math.abs(sample - 128)), 0);
      // a voice at arm's length reaches about a third of the range
      const lit = Math.min(BARS, Math.ceil((peak / 48) * BARS - 0.2));
      this.#bars.forEach((bar, index) => {
        bar.classList.toggle('lit', index < lit);
      });
    }, INTERVAL);
    return () => {
      clearInterval(timer);
      source.disconnect();
    };
  }
}
customElements.define('level-meter', LevelMeter);

/**
 * @param {AudioContext} context
 * @param {MediaStreamTrack} track
 */
function sourceOf(context, track) {
  try {
    return context.createMediaStreamSource(new MediaStream([track]));
  } catch {
    return undefined; // Firefox refuses a microphone with another sample rate than the speaker's
  }
}
