import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, afterEach, before } from 'node:test';
import { launchChromium, launchFirefox, SLOW_CAMERA } from './browsers.js';
import { prepareSmallCamera } from './media.js';
import { Person } from './person.js';
import { givenCertificate, startServer } from './server.js';

/** @import {Browser} from 'puppeteer-core' */
/** @import {Server} from './server.js' */

/**
 * @typedef {object} SceneOptions
 * @property {string[]} [serverArgs]
 * @property {boolean} [firefox] whether there is one too
 * @property {Record<string, unknown>} [preferences] of Firefox
 * @property {string[]} [chromiumArgs]
 * @property {boolean} [window] whether Chromium has to be the whole browser: where the scenarios
 *   need what its headless shell has not
 * @property {boolean} [trusted] whether the browsers trust the server's certificate, and the server
 *   takes them to
 * @property {RegExp} [allowed] what pages may say on their console without it being a complaint
 * @property {boolean} [stay] whether everybody stays from one scenario to the next, until `clear`
 */

/**
 * A server and browsers for one file of scenarios. After each scenario everybody leaves, and no
 * page may have complained; at the end the server may not have either.
 */
export class Scene {
  /** @type {Browser} */
  chromium = none();
  /** @type {Browser} */
  firefox = none();
  /** @type {Server} */
  server = none();
  /** @type {Person[]} */
  #people = [];

  #serverArgs;
  #allowed;

  /** @param {SceneOptions} options */
  constructor(options = {}) {
    const { serverArgs = [], chromiumArgs = [], preferences, trusted, stay } = options;
    const chromium = { args: [SLOW_CAMERA, ...chromiumArgs], trusted, shell: !options.window };
    this.#serverArgs = serverArgs;
    this.#allowed = options.allowed;
    before(async () => {
      if (trusted) {
        serverArgs.push(...(await givenCertificate()));
      }
      await allOf([
        startServer({ args: serverArgs }).then((server) => (this.server = server)),
        launchChromium(chromium).then((browser) => (this.chromium = browser)),
        options.firefox &&
          launchFirefox({ preferences, trusted }).then((browser) => (this.firefox = browser)),
      ]);
    });
    afterEach(() => (stay ? undefined : this.clear()));
    after(async () => {
      // Whatever did start, or nothing that is left would let the run end.
      await allOf([this.chromium?.close(), this.firefox?.close(), this.server?.stop()]);
    });
  }

  /**
   * Somebody with an empty window.
   *
   * @param {Browser} [browser] Chromium unless it is said otherwise
   * @param {import('puppeteer-core').Viewport} [viewport]
   */
  async arrive(browser = this.chromium, viewport = undefined) {
    const person = await Person.arrive(browser, viewport);
    await person.page.evaluateOnNewDocument(prepareSmallCamera);
    this.#people.push(person);
    return person;
  }

  /**
   * Somebody who opens a room of our page.
   *
   * @param {string} room
   * @param {{browser?: Browser, query?: string}} [options]
   */
  async enter(room, { browser = this.chromium, query = 'lang=en' } = {}) {
    const person = await this.arrive(browser);
    return person.open(this.link(room, query));
  }

  /**
   * @param {string} room
   * @param {string} [query]
   */
  link(room, query = 'lang=en') {
    return `${this.server.url}/r/${room}?${query}`;
  }

  /** Starts the program anew where it was; it must have been stopped. */
  async startAgain() {
    this.server = await startServer({ port: this.server.port, args: this.#serverArgs });
  }

  /** Everybody leaves; their pages must not have complained. */
  async clear() {
    const people = this.#people;
    this.#people = [];
    await Promise.all(people.map((person) => person.leave()));
    const said = people.flatMap((person) => person.complaints);
    const complaints = said.filter((line) => !this.#allowed?.test(line));
    assert.deepEqual(complaints, [], 'a page complained');
  }
}

/** A room that nobody is in. */
export function newRoom() {
  return `e2e-${randomBytes(8).toString('hex')}`;
}

/**
 * Waits for all of them, also where one fails, and fails as the first one did.
 *
 * @param {unknown[]} steps
 */
async function allOf(steps) {
  await Promise.allSettled(steps);
  await Promise.all(steps);
}

/** What is not there before the first scenario. @returns {any} */
function none() {
  return undefined;
}
