import { problemOf } from './errors.js';

/** @import {MediaKind} from './media-kind.js' */
/** @import {MediaProblem} from './errors.js' */

/**
 * @typedef {object} CaptureRequest
 * @property {MediaKind[]} kinds
 * @property {Partial<Record<MediaKind, string[]>>} [preferred] device ids, the best first
 * @property {boolean} [only] whether no other device than the preferred ones will do
 * @property {(kind: MediaKind) => boolean} [isWanted] checked before each question to the browser:
 *   the person may change their mind between two of them
 *
 * @typedef {{kind: MediaKind, track: MediaStreamTrack}} Opened
 * @typedef {{kind: MediaKind, problem: MediaProblem, error: string}} NotOpened `error` is what the
 *   browser said
 */

// `ideal` throughout: a camera that has only 320×240 is a camera.
/** @type {MediaTrackConstraints} */
const CAMERA = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };
/** @type {MediaTrackConstraints} */
const MICROPHONE = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

const PERMISSIONS = /** @type {const} */ ({ audio: 'microphone', video: 'camera' });
/** Problems that another device of the same kind does not solve. */
const FINAL = new Set(['insecure', 'unsupported', 'refused', 'refused-by-system']);
/** Names that stand for a device which the list has under its own name too. */
export const ALIASES = ['default', 'communications'];

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
   * Yields one result for each kind, as soon as it is known; none for a kind that is not wanted any
   * more. Never throws.
   *
   * @param {CaptureRequest} request
   * @returns {AsyncGenerator<Opened | NotOpened, void>}
   */
  async *open(request) {
    if (!this.#devices?.getUserMedia) {
      for (const kind of request.kinds) {
        const problem = this.#secure ? 'unsupported' : 'insecure';
        yield { kind, problem, error: 'no mediaDevices' };
      }
      return;
    }
    if (request.kinds.length === 1) {
      yield* this.#openEach(request.kinds, request);
    } else {
      yield* this.#openTogether(request);
    }
  }

  /**
   * Asks for all kinds at once, so that the person is asked once.
   *
   * @param {CaptureRequest} request
   * @returns {AsyncGenerator<Opened | NotOpened, void>}
   */
  async *#openTogether(request) {
    const { kinds, preferred = {} } = request;
    const ids = new Map(kinds.map((kind) => [kind, preferred[kind]?.[0] ?? '']));
    const answer = await this.#ask(ids);
    if (Array.isArray(answer)) {
      yield* answer;
      return;
    }
    // One error speaks for all kinds, so only single requests tell which of them there is.
    const allowed = await this.#mayAskAgainFor(kinds, answer);
    for (const kind of kinds.filter((each) => !allowed.includes(each))) {
      yield { kind, ...answer };
    }
    yield* this.#openEach(allowed, request);
  }

  /**
   * @param {MediaKind[]} kinds
   * @param {CaptureRequest} request
   * @returns {AsyncGenerator<Opened | NotOpened, void>}
   */
  async *#openEach(kinds, { preferred = {}, only = false, isWanted = () => true }) {
    for (const kind of kinds) {
      /** @type {{problem: MediaProblem, error: string} | undefined} */
      let failure;
      let opened = false;
      for await (const id of this.#candidates(kind, preferred[kind] ?? [], only)) {
        if (!isWanted(kind)) {
          failure = undefined;
          break;
        }
        const answer = await this.#ask(new Map([[kind, id]]));
        if (Array.isArray(answer)) {
          yield* answer;
          opened = true;
          break;
        }
        // The error of a request for any device says the most.
        failure = failure === undefined || id === '' ? answer : failure;
        if (FINAL.has(answer.problem)) {
          break;
        }
      }
      if (!opened && failure) {
        yield { kind, ...failure };
      }
    }
  }

  /**
   * The devices to try one after the other; an empty id leaves the choice to the browser.
   *
   * @param {MediaKind} kind
   * @param {string[]} preferred
   * @param {boolean} only
   */
  async *#candidates(kind, preferred, only) {
    yield* preferred;
    if (only) {
      return;
    }
    yield '';
    // The browser's own choice is one device: where that is busy, it does not try the next.
    const known = [...preferred, ...ALIASES, ''];
    for (const device of await this.#list()) {
      if (device.kind === `${kind}input` && !known.includes(device.deviceId)) {
        yield device.deviceId;
      }
    }
  }

  async #list() {
    try {
      return (await this.#devices?.enumerateDevices()) ?? [];
    } catch {
      return [];
    }
  }

  /**
   * @param {Map<MediaKind, string>} ids
   * @returns {Promise<Opened[] | {problem: MediaProblem, error: string}>}
   */
  async #ask(ids) {
    try {
      const devices = /** @type {MediaDevices} */ (this.#devices);
      const stream = await devices.getUserMedia(constraintsOf(ids));
      return stream.getTracks().map((track) => {
        return { kind: /** @type {MediaKind} */ (track.kind), track };
      });
    } catch (error) {
      return { problem: problemOf(error), error: String(error) };
    }
  }

  /**
   * The kinds that may be asked for one by one after a joint request has failed. A browser refuses
   * both where only one is blocked; but a person who has just dismissed the question is not asked it
   * again. (No browser is known that asks again after a *no*.)
   *
   * @param {MediaKind[]} kinds
   * @param {{problem: MediaProblem, error: string}} answer
   */
  async #mayAskAgainFor(kinds, { problem, error }) {
    if (problem !== 'refused') {
      return kinds;
    }
    const dismissed = /dismiss/i.test(error);
    const states = await Promise.all(kinds.map((kind) => this.#permission(kind)));
    return kinds.filter((_, index) => {
      const state = states[index];
      return state === 'granted' || (state !== 'denied' && !dismissed);
    });
  }

  /**
   * @param {MediaKind} kind
   * @returns {Promise<PermissionState | undefined>} undefined where the browser cannot say
   */
  async #permission(kind) {
    try {
      const name = /** @type {PermissionName} */ (PERMISSIONS[kind]);
      return (await this.#permissions?.query({ name }))?.state;
    } catch {
      return undefined;
    }
  }
}

/**
 * @param {Map<MediaKind, string>} ids
 * @returns {MediaStreamConstraints}
 */
function constraintsOf(ids) {
  /** @type {MediaStreamConstraints} */
  const constraints = {};
  for (const [kind, id] of ids) {
    constraints[kind] = {
      ...(kind === 'video' ? CAMERA : MICROPHONE),
      // A browser may ignore an `ideal` device in favour of its default.
      ...(id && { deviceId: { exact: id } }),
      // a chosen camera may well face the other way
      ...(kind === 'video' && !id && { facingMode: 'user' }),
    };
  }
  return constraints;
}
