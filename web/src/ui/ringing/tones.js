import { audioContext } from '../shared/audio-context.js';

/**
 * @typedef {object} Tone
 * @property {number[]} notes frequencies in Hz
 * @property {number} length of each note, in seconds
 * @property {number} period from one beginning to the next, in seconds
 * @property {number} volume 0 to 1
 * @property {number} delay before the first, in seconds
 */

/** The callee hears two rising chords. @type {Tone} */
export const RING = {
  notes: [659.3, 784, 987.8, 784],
  length: 0.22,
  period: 3,
  volume: 0.22,
  delay: 0,
};
/**
 * The caller hears the ringback tone of China: 450 Hz, one second in five. It starts late enough not
 * to be heard when the other side answers at once.
 *
 * @type {Tone}
 */
export const RING_BACK = { notes: [450], length: 1, period: 5, volume: 0.06, delay: 0.8 };

/**
 * Plays a tone again and again.
 *
 * @param {Tone} tone
 * @returns {() => void} stops it
 */
export function playRepeatedly(tone) {
  const context = audioContext();
  if (!context) {
    return () => {};
  }
  const out = context.createGain();
  out.connect(context.destination);
  let timer = 0;
  const play = () => {
    if (context.state === 'running') {
      playOnce(context, out, tone);
    }
    timer = window.setTimeout(play, tone.period * 1000);
  };
  timer = window.setTimeout(play, tone.delay * 1000);
  return () => {
    clearTimeout(timer);
    out.disconnect();
  };
}

/**
 * @param {AudioContext} context
 * @param {AudioNode} out
 * @param {Tone} tone
 */
function playOnce(context, out, { notes, length, volume }) {
  notes.forEach((frequency, index) => {
    const start = context.currentTime + index * length;
    const oscillator = new OscillatorNode(context, { frequency });
    const envelope = new GainNode(context, { gain: 0 });
    // soft edges: a tone that starts at once clicks
    envelope.gain.setTargetAtTime(volume, start, 0.02);
    envelope.gain.setTargetAtTime(0, start + length * 0.8, 0.05);
    oscillator.connect(envelope).connect(out);
    oscillator.start(start);
    oscillator.stop(start + length + 0.4);
  });
}
