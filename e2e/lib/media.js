/** @import {Page} from 'puppeteer-core' */

const DEADLINE = 30_000;
/** Longer than between two beeps of the browsers' microphones. */
const REST = 1500;
/** Firefox sends a black frame each second where it has no picture, of some 200 bytes. */
const BLACK_FRAMES = 1000;

/**
 * To be run in a page before its own scripts: every camera gives small pictures, of which two
 * processors encode as many as a file of scenarios has calls.
 */
export function prepareSmallCamera() {
  const prototype = window.MediaDevices?.prototype;
  const original = prototype?.getUserMedia;
  if (original) {
    prototype.getUserMedia = function (/** @type {MediaStreamConstraints} */ constraints = {}) {
      const size = { width: { ideal: 320 }, height: { ideal: 240 } };
      const video =
        typeof constraints.video === 'object'
          ? { ...constraints.video, ...size }
          : constraints.video;
      return original.call(this, { ...constraints, video });
    };
  }
}

/**
 * To be run in a page before its own scripts, so that it can be watched without being asked:
 * `window.peerConnections` is every one that it made, `window.arrived()` adds up what has come in
 * over all of them, and `window.statuses` what the status pill has said.
 */
export function prepareWindow() {
  /** @type {RTCPeerConnection[]} */
  const peerConnections = [];
  const Original = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Original {
    /** @param {RTCConfiguration} [configuration] */
    constructor(configuration) {
      super(configuration);
      peerConnections.push(this);
    }
  };
  /**
   * Firefox never answers for a connection that is closed meanwhile.
   *
   * @param {RTCPeerConnection} connection
   * @returns {Promise<Map<string, any>>}
   */
  const statsOf = (connection) =>
    Promise.race([
      connection.getStats().then((report) => new Map(report)),
      new Promise((resolve) => {
        setTimeout(() => resolve(new Map()), 1000);
      }),
    ]);
  /** What each has brought, also those that are closed by now. */
  const brought = new Map();
  const arrived = async () => {
    for (const connection of peerConnections.filter((each) => each.signalingState !== 'closed')) {
      const sum = { frames: 0, videoBytes: 0, audioBytes: 0, audioEnergy: 0 };
      for (const entry of (await statsOf(connection)).values()) {
        if (entry.type === 'inbound-rtp' && entry.kind === 'video') {
          sum.frames += entry.framesDecoded ?? 0;
          sum.videoBytes += entry.bytesReceived ?? 0;
        } else if (entry.type === 'inbound-rtp') {
          sum.audioBytes += entry.bytesReceived ?? 0;
          sum.audioEnergy += entry.totalAudioEnergy ?? 0;
        }
      }
      if (sum.audioBytes + sum.videoBytes > 0) {
        brought.set(connection, sum);
      }
    }
    const total = { frames: 0, videoBytes: 0, audioBytes: 0, audioEnergy: 0 };
    for (const field of /** @type {(keyof typeof total)[]} */ (Object.keys(total))) {
      total[field] = [...brought.values()].reduce((sum, each) => sum + each[field], 0);
    }
    return total;
  };
  /** @type {string[]} */
  const statuses = [];
  new MutationObserver(() => {
    const status = document.querySelector('#connectionStatus')?.textContent ?? '';
    if (status !== (statuses.at(-1) ?? '')) {
      statuses.push(status);
    }
  }).observe(document, { subtree: true, childList: true, characterData: true });
  Object.assign(window, { peerConnections, arrived, statuses });
}

/**
 * Waits until a video shows a picture that differs from the one before.
 *
 * @param {Page} page
 * @param {string} selector of the video
 */
export async function pictureMoves(page, selector) {
  /** @param {string} wanted */
  const changed = (wanted, deadline = 0) => {
    const canvas = new OffscreenCanvas(64, 36);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    /** @type {Uint8ClampedArray | undefined} */
    let first;
    const look = () => {
      const video = document.querySelector(wanted);
      if (!context || !(video instanceof HTMLVideoElement) || video.readyState < 2) {
        return false;
      }
      context.drawImage(video, 0, 0, canvas.width, canvas.height);
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      const before = first;
      first ??= data;
      const difference = before?.reduce((sum, old, i) => sum + Math.abs(old - (data[i] ?? 0)), 0);
      // One level for each colour of each pixel is more than the codec's own noise.
      return difference !== undefined && difference > data.length;
    };
    return new Promise((resolve) => {
      const timer = setInterval(() => {
        const moved = look();
        if (moved || performance.now() > deadline) {
          clearInterval(timer);
          resolve(moved);
        }
      }, 50);
      deadline += performance.now();
    });
  };
  if (!(await page.evaluate(changed, selector, DEADLINE))) {
    throw new Error(`The picture in ${selector} does not move for ${DEADLINE} ms.`);
  }
}

/**
 * Waits until frames of the other side are decoded and move in `selector`.
 *
 * @param {Page} page which watches its connections
 * @param {string} selector of the video
 */
export async function framesArrive(page, selector) {
  await grows(page, 'frames');
  await pictureMoves(page, selector);
}

/**
 * Waits until sound of the other side arrives that is not silence.
 *
 * @param {Page} page which watches its connections
 */
export async function soundArrives(page) {
  await grows(page, 'audioBytes');
  await grows(page, 'audioEnergy');
}

/**
 * Waits until nothing but silence has arrived for a while.
 *
 * @param {Page} page which watches its connections
 */
export function soundStops(page) {
  return rests(page, 'audioEnergy', 0);
}

/**
 * Waits until no picture, or only black ones, have arrived for a while.
 *
 * @param {Page} page which watches its connections
 */
export function pictureStops(page) {
  return rests(page, 'videoBytes', BLACK_FRAMES);
}

/**
 * @param {Page} page
 * @param {'videoBytes' | 'audioEnergy'} what
 * @param {number} allowed how much more of it is still rest
 */
async function rests(page, what, allowed) {
  const rested = await page.evaluate(
    async (field, most, forMs, deadline) => {
      const end = performance.now() + deadline;
      let last = (await window.arrived())[field];
      let since = performance.now();
      while (performance.now() < end && performance.now() - since < forMs) {
        await new Promise((done) => setTimeout(done, 100));
        const now = (await window.arrived())[field];
        if (now > last + most) {
          since = performance.now();
          last = now;
        }
      }
      return performance.now() - since >= forMs;
    },
    what,
    allowed,
    REST,
    DEADLINE,
  );
  if (!rested) {
    throw new Error(`${what} does not rest within ${DEADLINE} ms.`);
  }
}

/**
 * @param {Page} page
 * @param {'frames' | 'videoBytes' | 'audioBytes' | 'audioEnergy'} what
 */
async function grows(page, what) {
  const before = await page.evaluate(() => window.arrived());
  try {
    await page.waitForFunction(
      async (/** @type {typeof what} */ field, /** @type {number} */ old) =>
        (await window.arrived())[field] > old,
      { polling: 50, timeout: DEADLINE },
      what,
      before[what],
    );
  } catch (cause) {
    throw new Error(`${what} stays at ${before[what]} for ${DEADLINE} ms.`, { cause });
  }
}
