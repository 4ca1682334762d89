/** @type {AudioContext | undefined} */
let shared;

/**
 * The one audio context of the page, made when it is first needed; browsers allow only a few.
 * Undefined where there is none.
 */
export function audioContext() {
  shared ??= newContext();
  if (shared?.state === 'suspended') {
    // Allowed after the person's first press only; until then the page is silent.
    resume(shared);
    for (const press of ['click', 'keydown']) {
      document.addEventListener(press, onPress, { capture: true });
    }
  }
  return shared;
}

function onPress() {
  for (const press of ['click', 'keydown']) {
    document.removeEventListener(press, onPress, { capture: true });
  }
  if (shared) {
    resume(shared);
  }
}

/** @param {AudioContext} context */
function resume(context) {
  context.resume().catch(() => {});
}

function newContext() {
  try {
    return new AudioContext();
  } catch {
    return undefined; // there is none, or no more of them, or no device to play
  }
}
