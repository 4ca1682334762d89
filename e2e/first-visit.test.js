import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { firstVisit } from './lib/first-visit.js';
import { newRoom, Scene } from './lib/scene.js';

/** @import {Person} from './lib/person.js' */

/** What a first visit may cost: bytes on the wire, and requests. */
const BUDGET = 60_000;
const REQUESTS = 8;
const scene = new Scene();

for (const path of ['/', `/r/${newRoom()}`]) {
  test(`a first visit to ${path.replace(/-.*/, '-…')} fits into 60 kB and 8 requests, and asks nobody else`, async (t) => {
    const { bytes, requests } = await firstVisit(scene.chromium, scene.server.url + path);
    t.diagnostic(`${bytes} bytes in ${requests.length} requests`);
    assert.ok(bytes <= BUDGET, `${bytes} bytes`);
    // The icon of the tab comes out of the memory of the browser: the page has it too.
    assert.ok(new Set(requests).size <= REQUESTS, requests.join('\n'));
    const others = requests.filter((url) => new URL(url).host !== new URL(scene.server.url).host);
    assert.deepEqual(others, []);
  });
}

test('a second visit asks for the page alone', async () => {
  const person = await scene.arrive();
  await person.open(`${scene.server.url}/`);
  await person.findsButton('Start a call');
  /** @type {string[]} */
  const fromServer = [];
  person.page.on('response', (response) => {
    if (!response.fromCache()) {
      fromServer.push(new URL(response.url()).pathname);
    }
  });
  await person.open(`${scene.server.url}/`);
  await person.findsButton('Start a call');
  assert.deepEqual(fromServer, ['/']);
});

test('a room whose document is still the same begins with its script too', async () => {
  const ann = await scene.arrive();
  const link = scene.link(newRoom());
  for (const url of [link, `${scene.server.url}/`, link]) {
    await ann.open(url);
  }
  await ann.seesStatus('Connected');
  assert.equal(await ann.page.evaluate(() => 'earlySocket' in window), true);
});

/** What happens before the module of the page is there. */
describe('until the page runs', () => {
  /** @type {() => void} lets the module come */
  let release;
  /** @type {Person} */
  let ben;
  /** @type {string[]} */
  let sockets;

  beforeEach(async () => {
    sockets = [];
    ben = await scene.arrive();
    const session = await ben.page.createCDPSession();
    await session.send('Network.enable');
    session.on('Network.webSocketCreated', ({ url }) => sockets.push(url));
    const released = new Promise((resolve) => {
      release = () => resolve(undefined);
    });
    await ben.page.setRequestInterception(true);
    ben.page.on('request', async (request) => {
      if (/\/main-\w+\.js$/.test(request.url())) {
        await released;
      }
      await request.continue();
    });
  });

  test('the connection to the server begins, and what comes over it is kept', async () => {
    const room = newRoom();
    const ann = await scene.enter(room);
    await ann.reads('Nobody else is here yet');
    const opened = ben.open(scene.link(room));
    await ann.reads('The other person is here');
    assert.equal(await ben.page.$('room-view'), null);
    release();
    await opened;
    await ben.findsButton('Call');
    assert.deepEqual(
      sockets.map((url) => new URL(url).search),
      [`?room=${room}`],
    );
  });

  test('a room that is full says so as soon as the page runs', async () => {
    const room = newRoom();
    await Promise.all([scene.enter(room), scene.enter(room)]);
    const opened = ben.open(scene.link(room));
    await ben.page.waitForSelector('.room-to-come');
    release();
    await opened;
    await ben.reads('This call has two people already');
    assert.equal(sockets.length, 1);
  });

  for (const [name, viewport] of /** @type {const} */ ([
    ['desktop', { width: 1280, height: 800 }],
    ['phone', { width: 390, height: 844 }],
    ['phone on its side', { width: 844, height: 390 }],
  ])) {
    test(`the room is painted without its words, and stays where it is (${name})`, async () => {
      await ben.page.setViewport(viewport);
      const opened = ben.open(scene.link(newRoom()));
      await ben.page.waitForSelector('.room-to-come');
      const isPainted = () => performance.getEntriesByName('first-contentful-paint').length > 0;
      await ben.page.waitForFunction(isPainted);
      const box = (/** @type {string} */ selector) =>
        ben.page.$eval(selector, (it) => JSON.stringify(it.getBoundingClientRect()));
      const before = await Promise.all(['.logo', '.stage-to-come'].map(box));
      release();
      await opened;
      await ben.page.waitForSelector('room-view');
      assert.deepEqual(await Promise.all(['.logo', 'call-stage'].map(box)), before);
      assert.equal(await ben.page.$('.room-to-come'), null);
    });
  }
});
