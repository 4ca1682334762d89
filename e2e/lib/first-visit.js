/** @import {Browser} from 'puppeteer-core' */

/** No request for this long, in milliseconds, and the page has everything. */
const QUIET = 1000;

/**
 * Visits a page with an empty cache, and counts what crosses the wire until nothing more comes.
 *
 * @param {Browser} browser Chromium
 * @param {string} url
 * @returns {Promise<{bytes: number, requests: string[], sizes: Map<string, number>}>} `bytes` are
 *   those of all answers with their headers; what WebSockets carry is not a part of it
 */
export async function firstVisit(browser, url) {
  const context = await browser.createBrowserContext();
  try {
    const page = await context.newPage();
    const session = await page.createCDPSession();
    /** @type {Map<string, string>} */
    const requests = new Map();
    /** @type {Map<string, number>} */
    const sizes = new Map();
    session.on('Network.requestWillBeSent', ({ requestId, request }) => {
      requests.set(requestId, request.url);
    });
    session.on('Network.webSocketCreated', ({ requestId, url: socket }) => {
      requests.set(requestId, socket);
    });
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      sizes.set(requests.get(requestId) ?? requestId, encodedDataLength);
    });
    await session.send('Network.enable');
    await page.goto(url, { waitUntil: 'load' });
    await page.waitForNetworkIdle({ idleTime: QUIET });
    const bytes = [...sizes.values()].reduce((sum, size) => sum + size, 0);
    return { bytes, requests: [...requests.values()], sizes };
  } finally {
    await context.close();
  }
}
