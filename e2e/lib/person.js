import { Puppeteer } from 'puppeteer-core';
import {
  framesArrive,
  pictureMoves,
  pictureStops,
  prepareWindow,
  soundArrives,
  soundStops,
} from './media.js';
import { prepareSenses } from './senses.js';

/** @import {Browser, BrowserContext, BrowserContextOptions, Page, Viewport} from 'puppeteer-core' */

const DEADLINE = 30_000;
const REMOTE = '#remoteVideo';
const LOCAL = '#localVideo';

/**
 * Somebody in front of a browser window of their own: finds buttons by the names that a screen
 * reader would say, and reads what the screen says. What goes wrong in their page is collected.
 */
export class Person {
  /** Errors on the console, exceptions, and whatever the page's policy refused. @type {string[]} */
  complaints = [];
  /** Every address that the page asked for. @type {string[]} */
  requests = [];
  /** Whether the browser is gone, and with it the window. */
  isGone = false;
  #context;
  #firefox;

  /**
   * @param {BrowserContext} context
   * @param {Page} page
   * @param {boolean} firefox
   */
  constructor(context, page, firefox) {
    this.#context = context;
    this.#firefox = firefox;
    this.page = page;
    page.on('console', (message) => {
      if (message.type() === 'error') {
        this.complaints.push(`${message.text()} ${message.location().url ?? ''}`);
      }
    });
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('request', (request) => this.requests.push(request.url()));
  }

  /**
   * Somebody new, with a window but no page in it yet.
   *
   * @param {Browser} browser
   * @param {Viewport} [viewport]
   * @param {BrowserContextOptions} [options] such as the proxy that leads out
   */
  static async arrive(browser, viewport = { width: 1280, height: 800 }, options = {}) {
    const context = await browser.createBrowserContext(options);
    // A window, because the browsers slow down what runs in a tab that is not in front.
    const page = await context.newPage({ type: 'window' });
    await page.setViewport(viewport);
    await page.evaluateOnNewDocument(prepareWindow);
    await page.evaluateOnNewDocument(prepareSenses);
    return new Person(context, page, /firefox/i.test(await browser.version()));
  }

  /** @param {string} url */
  async open(url) {
    await this.page.goto(url, { waitUntil: 'load' });
    return this;
  }

  /** Closes the window, as a person does: the page may still say goodbye. */
  async leave() {
    if (this.isGone || this.page.isClosed()) {
      return;
    }
    await this.page.close({ runBeforeUnload: false });
    await this.#context.close();
  }

  /**
   * @param {string} name
   * @param {string} [within]
   * @param {'button' | 'menuitem'} [role]
   */
  #button(name, within = '', role = 'button') {
    const selector = this.#firefox
      ? `::-p-button("${name}")`
      : `::-p-aria([name="${name}"][role="${role}"])`;
    return within ? `${within} ${selector}` : selector;
  }

  /**
   * Presses a button, once it is there.
   *
   * @param {string} name its accessible name, whole
   * @param {{within?: string}} [options] `within` is the selector of what it is in
   */
  press(name, { within } = {}) {
    return this.#click(name, this.#button(name, within));
  }

  /** Presses an item of the open menu. @param {string} name its accessible name, whole */
  choose(name) {
    return this.#click(name, this.#button(name, '', 'menuitem'));
  }

  /**
   * @param {string} name
   * @param {string} selector
   */
  async #click(name, selector) {
    try {
      await this.page.locator(selector).setTimeout(DEADLINE).click();
    } catch (cause) {
      throw new Error(`cannot press “${name}”. The page says: ${await this.#said()}`, { cause });
    }
  }

  /**
   * Waits for a button to be there and to be seen.
   *
   * @param {string} name its accessible name, whole
   */
  async findsButton(name) {
    return this.#wait(
      this.page.waitForSelector(this.#button(name), { visible: true, timeout: DEADLINE }),
      `there is no button “${name}”`,
    );
  }

  /**
   * Waits for a button that looks switched off.
   *
   * @param {string} name its accessible name, whole
   */
  async findsMarkedButton(name) {
    const button = await this.findsButton(name);
    const marked = await button?.evaluate((element) => element.classList.contains('off'));
    if (!marked) {
      throw new Error(`The button “${name}” is not marked.`);
    }
  }

  /** Waits for an element to be seen. @param {string} selector */
  async findsShown(selector) {
    await this.#wait(
      this.page.waitForSelector(selector, { visible: true, timeout: DEADLINE }),
      `${selector} is not shown`,
    );
  }

  /**
   * Waits until the page shows a text.
   *
   * @param {string} text or a part of it
   */
  async reads(text) {
    await this.#wait(
      this.page.waitForFunction(
        (/** @type {string} */ wanted) => window.visibleText().includes(wanted),
        { timeout: DEADLINE, polling: 50 },
        text,
      ),
      `“${text}” is nowhere`,
    );
  }

  /**
   * Waits until the page has said something that a screen reader reads out, as every notice; it may
   * have gone from the screen since.
   *
   * @param {string} text or a part of it
   */
  async isTold(text) {
    await this.#wait(
      this.page.waitForFunction(
        (/** @type {string} */ wanted) => window.told.some((each) => each.includes(wanted)),
        { timeout: DEADLINE, polling: 50 },
        text,
      ),
      `“${text}” was never said`,
    );
  }

  /** Lies still, in a call, until its controls have hidden themselves. */
  async letsTheHandRest() {
    await this.page.evaluate(() => {
      window.handRests = true;
    });
    await this.page.mouse.move(10, 300);
    await this.#wait(
      this.page.waitForSelector('control-bar', { hidden: true, timeout: DEADLINE }),
      'the controls do not hide',
    );
  }

  /** Everything that a screen reader has read out. */
  told() {
    return this.page.evaluate(() => window.told);
  }

  /**
   * Waits until the page does not show a text any more.
   *
   * @param {string} text
   */
  async readsNoMore(text) {
    await this.#wait(
      this.page.waitForFunction(
        (/** @type {string} */ wanted) => !window.visibleText().includes(wanted),
        { timeout: DEADLINE, polling: 50 },
        text,
      ),
      `“${text}” is still there`,
    );
  }

  /**
   * Waits until the status pill begins so.
   *
   * @param {string} status
   */
  async seesStatus(status) {
    await this.#wait(
      this.page.waitForFunction(
        (/** @type {string} */ wanted) =>
          document.querySelector('#connectionStatus')?.textContent?.trim().startsWith(wanted),
        { timeout: DEADLINE, polling: 50 },
        status,
      ),
      `the status is not “${status}”`,
    );
  }

  /** Waits until the own picture is there and moves. */
  seesThemselves() {
    return pictureMoves(this.page, LOCAL);
  }

  /** Waits until the other side's picture moves. */
  seesTheOther() {
    return framesArrive(this.page, REMOTE);
  }

  /** Waits until the other side's sound arrives. */
  hearsTheOther() {
    return soundArrives(this.page);
  }

  /** Waits until the other side is not seen any more. */
  seesTheOtherNoMore() {
    return pictureStops(this.page);
  }

  /** Waits until the other side is not heard any more. */
  hearsTheOtherNoMore() {
    return soundStops(this.page);
  }

  /** What the status pill has said, the newest last. */
  statuses() {
    return this.page.evaluate(() => window.statuses);
  }

  /** The text of the first element that fits. @param {string} selector */
  text(selector) {
    return this.page.$eval(selector, (element) => element.textContent ?? '');
  }

  /**
   * @template T
   * @param {Promise<T>} wait
   * @param {string} otherwise
   * @returns {Promise<T>}
   */
  async #wait(wait, otherwise) {
    try {
      return await wait;
    } catch (cause) {
      throw new Error(`${otherwise}. The page says: ${await this.#said()}`, { cause });
    }
  }

  async #said() {
    const text = await this.page
      .evaluate(() => window.visibleText().replaceAll(/\s*\n\s*/g, ' | '))
      .catch(String);
    return [text, ...this.complaints].join('\n');
  }
}

// Firefox takes a tenth of a second for each hidden element when it is asked for accessible names.
Puppeteer.registerCustomQueryHandler('button', {
  queryOne: (root, name) => {
    const buttons = /** @type {Element} */ (root).querySelectorAll('button');
    const nameOf = (/** @type {Element} */ each) =>
      (each.ariaLabel ?? each.textContent ?? '').trim();
    return [...buttons].find((each) => each.checkVisibility() && nameOf(each) === name) ?? null;
  },
});
