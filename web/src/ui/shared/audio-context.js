/** @type {AudioContext | undefined} */
let shared;

/**
 * The one audio context of the page, made when it is first needed; browsers allow only a few.
 * Undefined where there is none.
 */
export function audioContext() {
  shared ??= newContext();
  if (shared?.state === 'suspended') {
    // allowed after the person's first press only; until then the page is silent
    shared.resume().catch(() => {});
  }
  return shared;
}

function newContext() {
  try {
    return new AudioContext();
  } catch {
    return undefined; // there is none, or no more of them, or no device to play
  }
}
