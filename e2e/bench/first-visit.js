/**
 * What a first visit costs: bytes on the wire with headers, requests, and other hosts that are
 * asked. `node e2e/bench/first-visit.js`
 */
import { launchChromium } from '../lib/browsers.js';
import { firstVisit } from '../lib/first-visit.js';
import { newRoom } from '../lib/scene.js';
import { startServer } from '../lib/server.js';
import { printTable } from './table.js';

const server = await startServer();
const browser = await launchChromium();
try {
  /** @type {(string | number)[][]} */
  const rows = [];
  for (const [name, path] of [
    ['start page', '/'],
    ['room', `/r/${newRoom()}`],
  ]) {
    const { bytes, requests } = await firstVisit(browser, `${server.url}${path}`);
    const others = requests.filter((url) => new URL(url).host !== new URL(server.url).host);
    rows.push([name ?? '', bytes, requests.length, others.length]);
  }
  printTable(['first visit', 'bytes', 'requests', 'to other hosts'], rows);
} finally {
  await browser.close();
  await server.stop();
}
