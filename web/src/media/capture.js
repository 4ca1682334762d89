import { problemOf } from './errors.js';

/** @import {MediaKind} from './media-kind.js' */
/** @import {MediaProblem} from './errors.js' */

/**
 * @typedef {object} CaptureRequest
 * @property {MediaKind[]} kinds
 * @property {Partial<Record<MediaKind, string>>} [preferred] device ids; where one is not there any
 *   more, another device does
 * @property {string} [exactly] the one device that is wanted, of the one kind
 *
 * @typedef {object} CaptureFailure
 * @property {MediaKind} kind
 * @property {MediaProblem} problem
 * @property {string} error what the browser said
 *
 * @typedef {object} Captured
 * @property {MediaStreamTrack[]} tracks
 * @property {CaptureFailure[]} failures one for each kind that there is no track of
 */

/** @type {MediaTrackConstraints} */
const CAMERA = {
  width: { min: 640, ideal: 1280, max: 1920 },
  height: { min: 480, ideal: 720, max: 1080 },
  frameRate: { ideal: 30 },
};
/** @type {MediaTrackConstraints} */
const MICROPHONE = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

/** Opens cameras and microphones, as many of those asked for as it can get. */
export class Capture {
  #devices;
  #secure;
  #permissions;

  /**
   * @param {MediaDevices | undefined} devices absent in insecure pages and old browsers
   * @param {boolean} secure whether the page is a secure context
   * @param {Permissions | undefined} permissions
   */
  constructor(devices, secure, permissions) {
    this.#devices = devices;
    this.#secure = secure;
    this.#permissions = permissions;
  }

  /**
   * Never throws: what went wrong is in `failures`.
   *
   * @param {CaptureRequest} request
   * @returns {Promise<Captured>}
   */
  async open(request) {
    const { kinds } = request;
    if (!this.#devices?.getUserMedia) {
      const problem = this.#secure ? 'unsupported' : 'insecure';
      return { tracks: [], failures: failuresOf(kinds, problem, 'no mediaDevices') };
    }
    try {
      const stream = await this.#devices.getUserMedia(constraintsOf(request));
      return { tracks: stream.getTracks(), failures: [] };
    } catch (error) {
      const problem = problemOf(error);
      if (kinds.length > 1 && (await this.#mayAskForEach(problem))) {
        return this.#openEach(request);
      }
      if (isMissed(request, problem)) {
        return this.open({ kinds });
      }
      return { tracks: [], failures: failuresOf(kinds, problem, String(error)) };
    }
  }

  /**
   * One error speaks for both kinds, so only single requests tell which of them there is.
   *
   * @param {CaptureRequest} request
   */
  async #openEach(request) {
    /** @type {Captured} */
    const all = { tracks: [], failures: [] };
    for (const kind of request.kinds) {
      const one = await this.open({ ...request, kinds: [kind] });
      all.tracks.push(...one.tracks);
      all.failures.push(...one.failures);
    }
    return all;
  }

  /**
   * After a refusal, more requests are right only where they will not ask the person again.
   *
   * @param {MediaProblem} problem
   */
  async #mayAskForEach(problem) {
    if (problem !== 'refused') {
      return true;
    }
    for (const name of ['microphone', 'camera']) {
      try {
        const query = /** @type {PermissionDescriptor} */ ({ name });
        if ((await this.#permissions?.query(query))?.state === 'granted') {
          return true;
        }
      } catch {
        // a browser that cannot say: then the person is not asked twice
      }
    }
    return false;
  }
}

/**
 * Whether a preferred device is what could not be had.
 *
 * @param {CaptureRequest} request
 * @param {MediaProblem} problem
 */
function isMissed({ kinds, preferred = {} }, problem) {
  const missing = problem === 'overconstrained' || problem === 'not-found';
  return missing && kinds.some((kind) => preferred[kind]);
}

/**
 * @param {CaptureRequest} request
 * @returns {MediaStreamConstraints}
 */
function constraintsOf({ kinds, preferred = {}, exactly }) {
  /** @type {MediaStreamConstraints} */
  const constraints = {};
  for (const kind of kinds) {
    // As a mere wish a browser may pass it over for the device that it likes best itself.
    const device = exactly || preferred[kind];
    constraints[kind] = {
      ...(kind === 'video' ? CAMERA : MICROPHONE),
      ...(device && { deviceId: { exact: device } }),
      // a chosen camera may well face the other way
      ...(kind === 'video' && !device && { facingMode: 'user' }),
    };
  }
  return constraints;
}

/**
 * @param {MediaKind[]} kinds
 * @param {MediaProblem} problem
 * @param {string} error
 * @returns {CaptureFailure[]}
 */
function failuresOf(kinds, problem, error) {
  return kinds.map((kind) => ({ kind, problem, error }));
}
