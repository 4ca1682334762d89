import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import puppeteer from 'puppeteer-core';

const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // What an address bar would suggest is two pages more for each window.
  '--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
];
/** Half of the frames: two processors have to encode the pictures of every scenario. */
export const SLOW_CAMERA = '--use-fake-device-for-media-stream=fps=10';

const FIREFOX_PREFERENCES = {
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
  'media.autoplay.default': 0,
  'media.peerconnection.ice.obfuscate_host_addresses': false,
  // A camera on pages without TLS, which is what most scenarios serve.
  'media.devices.insecure.enabled': true,
  'media.getusermedia.insecure.enabled': true,
};

/** Where Chromium is. */
export function findChromium() {
  return find('chromium', 'chromium-browser', 'google-chrome');
}

/**
 * Where Chromium's headless shell is: the same engine without the window of a browser around it. It
 * starts in a third of the time. It has no back/forward cache, and no list of speakers. Where a
 * system has no package of it, the browser itself does.
 */
export function findHeadlessShell() {
  return find('chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome');
}

/** Where Firefox is. */
export function findFirefox() {
  return find('firefox', 'firefox-esr');
}

/**
 * Starts a headless Chromium with a camera and a microphone that nobody has to allow.
 *
 * @typedef {object} ChromiumOptions
 * @property {string[]} [args] are added to the usual ones
 * @property {boolean} [trusted] whether any certificate will do
 * @property {boolean} [shell] whether the headless shell will do
 * @property {string} [executablePath]
 *
 * @param {ChromiumOptions} [options]
 * @returns the browser; the caller closes it
 */
export function launchChromium({
  args = [],
  trusted = false,
  shell = false,
  executablePath = shell ? findHeadlessShell() : findChromium(),
} = {}) {
  return puppeteer.launch({
    executablePath,
    headless: true,
    pipe: true, // reaches into network namespaces too
    args: [...CHROMIUM_FLAGS, ...(trusted ? ['--ignore-certificate-errors'] : []), ...args],
  });
}

/**
 * Starts a headless Firefox, driven over WebDriver BiDi, likewise.
 *
 * @typedef {object} FirefoxOptions
 * @property {Record<string, unknown>} [preferences]
 * @property {boolean} [trusted] whether any certificate will do
 * @property {string} [executablePath]
 * @property {number} [debuggingPort] any that is free unless it is said otherwise
 *
 * @param {FirefoxOptions} [options]
 * @returns the browser; the caller closes it
 */
export function launchFirefox({
  preferences = {},
  trusted = false,
  executablePath = findFirefox(),
  debuggingPort,
} = {}) {
  return puppeteer.launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    debuggingPort,
    acceptInsecureCerts: trusted,
    extraPrefsFirefox: { ...FIREFOX_PREFERENCES, ...preferences },
  });
}

/**
 * The first of `names` in the PATH.
 *
 * @param {string[]} names
 */
function find(...names) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const found = names.flatMap((name) => folders.map((folder) => join(folder, name))).find(runs);
  if (found === undefined) {
    throw new Error(`There is no ${names[0]} in the PATH: run e2e/install-tools.`);
  }
  return found;
}

/** @param {string} path */
function runs(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
