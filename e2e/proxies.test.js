import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { call } from './lib/calls.js';
import { PROXIES, startProxy } from './lib/proxies.js';
import { newRoom, Scene } from './lib/scene.js';
import { certificateFiles, startServer } from './lib/server.js';

/** @import {Kind} from './lib/proxies.js' */
/** @import {Person} from './lib/person.js' */

const TRUST = '--trusted-proxy=127.0.0.1';
const scene = new Scene({ serverArgs: [TRUST], chromiumArgs: ['--ignore-certificate-errors'] });
/** @type {import('./lib/proxies.js').Certificate} */
let files;
before(async () => {
  files = await certificateFiles();
});

/** Each example, and how the relay is reached there by who may only go over it. */
const EXAMPLES = /** @type {[string, Kind, 'udp' | 'tcp'][]} */ ([
  ['nginx', PROXIES.nginx, 'udp'],
  ['HAProxy, http', PROXIES.haproxy, 'udp'],
  ['HAProxy, TCP with PROXY v2', PROXIES.haproxyTcp, 'tcp'],
  ['Caddy', PROXIES.caddy, 'udp'],
  ['Apache', PROXIES.apache, 'udp'],
]);

for (const [name, kind, transport] of EXAMPLES) {
  test(`behind ${name} people call each other, and over the relay alone`, async () => {
    const proxy = await startProxy(kind, scene.server.port, files);
    try {
      const site = `https://localhost:${proxy.port}/`;
      const room = newRoom();
      const ann = await enter(`${site}r/${room}?lang=en&relay=1`);
      const ben = await enter(`${site}r/${room}?lang=en`);
      await call(ann, ben);
      await goesOverTheRelay(ann, transport);
      assert.equal(await ann.page.$eval('#inviteLink', linkOf), `${site}r/${room}`);
      await scene.clear();
    } finally {
      await proxy.stop();
    }
  });
}

test('below a path of nginx there is the whole page, and calls', async () => {
  const server = await startServer({ args: [TRUST, '--base-path=/call/'] });
  const proxy = await startProxy(PROXIES.nginx, server.port, files, [
    ['location / {', 'location /call/ {'],
  ]);
  try {
    const site = `https://localhost:${proxy.port}/call/`;
    const ann = await (await scene.arrive()).open(`${site}?lang=en`);
    await ann.press('Start a call');
    await ann.page.waitForFunction(() => location.pathname.startsWith('/call/r/'));
    const room = new URL(ann.page.url()).pathname.split('/').at(-1);
    await ann.press('Start camera');
    const ben = await enter(`${site}r/${room}?lang=en`);
    await call(ann, ben);
    assert.equal(await ann.page.$eval('#inviteLink', linkOf), `${site}r/${room}`);
    const outside = [...ann.requests, ...ben.requests].filter(
      (url) => url.startsWith('http') && !url.startsWith(site),
    );
    assert.deepEqual(outside, []);
    const manifest = await ann.page.evaluate(manifestOfPage);
    assert.equal(manifest.scope, site);
    assert.equal(manifest.start, site);
    assert.deepEqual(manifest.missing, []);
    await scene.clear();
  } finally {
    await proxy.stop();
    await server.stop();
  }
});

/** Somebody with a camera. @param {string} link */
async function enter(link) {
  const person = await (await scene.arrive()).open(link);
  await person.press('Start camera');
  await person.seesThemselves();
  return person;
}

/** @param {Person} person @param {'udp' | 'tcp'} transport */
async function goesOverTheRelay(person, transport) {
  await person.page.waitForFunction(
    async (/** @type {string} */ code) => {
      const { path } = (await window.duologue.stats()) ?? {};
      return path?.local === 'relay' && window.duologue.log.some((entry) => entry.code === code);
    },
    { polling: 100 },
    `path-relay-${transport}`,
  );
}

/** @param {Element} input */
function linkOf(input) {
  return /** @type {HTMLInputElement} */ (input).value;
}

/** What the manifest means to the browser, and which of its icons are not there. */
async function manifestOfPage() {
  const link = /** @type {HTMLLinkElement} */ (document.querySelector('link[rel=manifest]'));
  const manifest = await (await fetch(link.href)).json();
  const at = (/** @type {string} */ path) => new URL(path, link.href).href;
  const icons = manifest.icons.map((/** @type {{src: string}} */ icon) => at(icon.src));
  /** @type {string[]} */
  const missing = [];
  for (const icon of icons) {
    if (!(await fetch(icon)).ok) {
      missing.push(icon);
    }
  }
  return { scope: at(manifest.scope), start: at(manifest.start_url), missing };
}
