/** @typedef {'wechat' | 'ios' | 'android' | 'firefox' | 'chrome' | 'safari' | 'other'} BrowserKind */

/** The first that fits: the later ones are in the names of the earlier. @type {[BrowserKind, RegExp][]} */
const KINDS = [
  ['wechat', /MicroMessenger|QQ\//],
  ['ios', /iPhone|iPad|iPod/],
  ['firefox', /Firefox\//],
  ['android', /Android/],
  ['chrome', /Chrom(?:e|ium)\//],
  ['safari', /Safari\//],
];

/**
 * Which browser's menus to speak of. Never used to decide what the page does.
 *
 * @param {string} userAgent
 * @returns {BrowserKind}
 */
export function browserKind(userAgent) {
  return KINDS.find(([, pattern]) => pattern.test(userAgent))?.[0] ?? 'other';
}
