/**
 * @typedef {'insecure' | 'unsupported' | 'refused' | 'refused-by-system' | 'not-found' | 'busy'
 *   | 'overconstrained' | 'lost' | 'unknown'} MediaProblem why there is no camera or microphone:
 *   `insecure` the page is not served securely, `unsupported` this browser has no such feature,
 *   `refused` by the person, `busy` in use by another program, `overconstrained` it cannot give
 *   what was asked for, `lost` it was unplugged
 */

/** @type {Record<string, MediaProblem>} older browsers use the longer names */
const BY_NAME = {
  NotAllowedError: 'refused',
  PermissionDeniedError: 'refused',
  SecurityError: 'refused',
  NotFoundError: 'not-found',
  DevicesNotFoundError: 'not-found',
  NotReadableError: 'busy',
  TrackStartError: 'busy',
  AbortError: 'busy',
  OverconstrainedError: 'overconstrained',
  ConstraintNotSatisfiedError: 'overconstrained',
  TypeError: 'unsupported',
};

/**
 * Names what a failed `getUserMedia` means.
 *
 * @param {unknown} error
 * @returns {MediaProblem}
 */
export function problemOf(error) {
  const { name = '', message = '' } = /** @type {Partial<Error>} */ (error ?? {});
  if (name === 'NotAllowedError' && /system/i.test(message)) {
    return 'refused-by-system';
  }
  return BY_NAME[name] ?? 'unknown';
}
