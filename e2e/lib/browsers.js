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
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
];

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

/** Where Firefox is. */
export function findFirefox() {
  return find('firefox', 'firefox-esr');
}

/**
 * Starts a headless Chromium with a camera and a microphone that nobody has to allow.
 *
 * @param {{args?: string[], executablePath?: string}} [options] `args` are added to the usual ones
 * @returns the browser; the caller closes it
 */
export function launchChromium({ args = [], executablePath = findChromium() } = {}) {
  return puppeteer.launch({
    executablePath,
    headless: true,
    pipe: true, // reaches into network namespaces too
    args: [...CHROMIUM_FLAGS, ...args],
  });
}

/**
 * Starts a headless Firefox, driven over WebDriver BiDi, likewise.
 *
 * @param {object} [options]
 * @param {Record<string, unknown>} [options.preferences]
 * @param {string} [options.executablePath]
 * @param {number} [options.debuggingPort] any that is free unless it is said otherwise
 * @param {boolean} [options.acceptInsecureCerts]
 * @returns the browser; the caller closes it
 */
export function launchFirefox({
  preferences = {},
  executablePath = findFirefox(),
  debuggingPort,
  acceptInsecureCerts = false,
} = {}) {
  return puppeteer.launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    debuggingPort,
    acceptInsecureCerts,
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
    throw new Error(`There is no ${names[0]} in the PATH: run e2e/install-browsers.`);
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
