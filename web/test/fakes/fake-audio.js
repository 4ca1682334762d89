/** The browser's sound, as far as the page touches it; strict. Refused and suspended as a test says. */
import { standIn } from './fake-document.js';
import { strictClass } from './strict.js';

class FakeNode extends strictClass(Object) {
  /** @type {FakeNode | undefined} */
  to;

  /** @param {FakeNode} to */
  connect(to) {
    this.to = to;
    return to;
  }

  disconnect() {
    this.to = undefined;
  }
}

class FakeGain extends FakeNode {
  gain = { setTargetAtTime() {} };
}

class FakeOscillator extends FakeNode {
  frequency;
  begin = Number.NaN;
  end = Number.NaN;

  /** @param {FakeAudioContext} context @param {{frequency: number}} options */
  constructor(context, { frequency }) {
    super();
    this.frequency = frequency;
    context.oscillators.push(this);
  }

  /** @param {number} time */
  start(time) {
    this.begin = time;
  }

  /** @param {number} time */
  stop(time) {
    this.end = time;
  }
}

/** What comes from the microphone: how far each sample is from silence. */
class FakeAnalyser extends FakeNode {
  fftSize;
  context;

  /** @param {FakeAudioContext} context @param {{fftSize: number}} options */
  constructor(context, { fftSize }) {
    super();
    this.context = context;
    this.fftSize = fftSize;
  }

  /** @param {Uint8Array} samples */
  getByteTimeDomainData(samples) {
    const heard = this.context.sources.some((source) => source.to === this);
    this.context.looks += 1;
    samples.fill(heard ? 128 + this.context.loudness : 128);
  }
}

export class FakeAudioContext extends strictClass(Object) {
  /** Every one that was made. @type {FakeAudioContext[]} */
  static made = [];
  /** Whether the browser makes no more of them. */
  static refused = false;
  state = 'running';
  currentTime = 0;
  destination = new FakeNode();
  /** Every note that was to be played. @type {FakeOscillator[]} */
  oscillators = [];
  /** Every microphone that was listened to. @type {FakeNode[]} */
  sources = [];
  loudness = 0;
  /** How often somebody has looked at what comes from one. */
  looks = 0;

  constructor() {
    super();
    if (FakeAudioContext.refused) {
      throw new DOMException('no more of them', 'NotSupportedError');
    }
    FakeAudioContext.made.push(this);
  }

  async resume() {
    this.state = 'running';
  }

  createGain() {
    return new FakeGain();
  }

  createMediaStreamSource() {
    const source = new FakeNode();
    this.sources.push(source);
    return source;
  }

  /** The notes that reach the loudspeaker. */
  get heard() {
    return this.oscillators.filter((oscillator) => {
      /** @type {FakeNode | undefined} */
      let node = oscillator;
      while (node && node !== this.destination) {
        node = node.to;
      }
      return node !== undefined && oscillator.end > oscillator.begin;
    });
  }
}

standIn('AudioContext', FakeAudioContext);
standIn('OscillatorNode', FakeOscillator);
standIn('GainNode', FakeGain);
standIn('AnalyserNode', FakeAnalyser);
