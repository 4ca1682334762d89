import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstVisit } from './lib/first-visit.js';
import { newRoom, Scene } from './lib/scene.js';

/** What a first visit may cost, in bytes on the wire. */
const BUDGET = 80_000;
const scene = new Scene();

for (const path of ['/', `/r/${newRoom()}`]) {
  test(`a first visit to ${path.replace(/-.*/, '-…')} fits into 80 kB and asks nobody else`, async (t) => {
    const { bytes, requests } = await firstVisit(scene.chromium, scene.server.url + path);
    t.diagnostic(`${bytes} bytes in ${requests.length} requests`);
    assert.ok(bytes <= BUDGET, `${bytes} bytes`);
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
