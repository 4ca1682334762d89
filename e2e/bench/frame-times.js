/** What runs in the pages that `first-frame.js` measures. All times are of the computer's clock. */

/**
 * When the next frame of a video is shown.
 *
 * @param {string} selector
 * @returns {Promise<number>}
 */
export function firstFrame(selector) {
  return new Promise((resolve) => {
    const video = /** @type {HTMLVideoElement} */ (document.querySelector(selector));
    video.requestVideoFrameCallback(() => resolve(performance.timeOrigin + performance.now()));
  });
}

/**
 * Clicks, and tells when.
 *
 * @param {Element} button
 */
export function clickAndTime(button) {
  const now = performance.timeOrigin + performance.now();
  /** @type {HTMLElement} */ (button).click();
  return now;
}

/** Accepts every call from now on as soon as it rings. */
export function acceptAtOnce() {
  new MutationObserver(() => {
    const accept = document.querySelector('ring-panel:not([hidden]) button:has(.good)');
    if (accept instanceof HTMLElement && accept.checkVisibility()) {
      accept.click();
    }
  }).observe(document.body, { subtree: true, attributes: true, attributeFilter: ['hidden'] });
}

/** Starts the camera of the page with the bare connections. */
export async function prepareBare() {
  window.bareStream = await navigator.mediaDevices.getUserMedia({
    video: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } },
    audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
  });
  const own = document.createElement('video');
  Object.assign(own, { srcObject: window.bareStream, muted: true, autoplay: true, id: 'own' });
  document.body.replaceChildren(own);
}

/**
 * Connects two peer connections in this page with each other, as simply as it can be done.
 *
 * @returns {Promise<{caller: number, callee: number}>} milliseconds to the first frame
 */
export async function barePair() {
  const begin = performance.now();
  const caller = new RTCPeerConnection();
  const callee = new RTCPeerConnection();
  const sides = [
    { own: caller, other: callee },
    { own: callee, other: caller },
  ];
  const frames = sides.map(({ own, other }) => {
    const video = document.createElement('video');
    Object.assign(video, { autoplay: true, width: 640, height: 360 });
    document.body.append(video);
    own.onicecandidate = ({ candidate }) => void other.addIceCandidate(candidate ?? undefined);
    own.ontrack = ({ streams }) => {
      video.srcObject = streams[0] ?? null;
    };
    for (const track of window.bareStream.getTracks()) {
      own.addTrack(track, window.bareStream);
    }
    return new Promise((/** @type {(time: number) => void} */ resolve) => {
      video.requestVideoFrameCallback(() => resolve(performance.now() - begin));
    });
  });
  await caller.setLocalDescription();
  await callee.setRemoteDescription(/** @type {RTCSessionDescription} */ (caller.localDescription));
  await callee.setLocalDescription();
  await caller.setRemoteDescription(/** @type {RTCSessionDescription} */ (callee.localDescription));
  const [first = 0, second = 0] = await Promise.all(frames);
  caller.close();
  callee.close();
  for (const video of document.querySelectorAll('video:not(#own)')) {
    video.remove();
  }
  return { caller: first, callee: second };
}
