/** @type {AudioContext | undefined} */
let shared;

/**
 * The one audio context of the page, made when it is first needed; browsers allow only a few.
 * Undefined where there is none.
 */
export function audioContext() {
  if (!shared && 'AudioContext' in globalThis) {
    shared = new AudioContext();
  }
  if (shared?.state === 'suspended') {
    // allowed after the person's first press only; until then the page is silent
    shared.resume().catch(() => {});
  }
  return shared;
}
