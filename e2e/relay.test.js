import assert from 'node:assert/strict';
import { networkInterfaces } from 'node:os';
import { test } from 'node:test';
import { call, talking } from './lib/calls.js';
import { newRoom, Scene } from './lib/scene.js';

/** @import {Person} from './lib/person.js' */

/**
 * @typedef {'udp' | 'tcp' | 'tls'} Transport
 * @typedef {'chromium' | 'firefox'} Browser
 */

/** One that is not loopback, where Firefox speaks to no relay. */
const ADDRESS = addressOfThisMachine();
/** Firefox speaks TLS to no relay without a name. */
const NAME = 'relay.duologue.test';
const scene = new Scene({
  serverArgs: ['--public-host', ADDRESS],
  firefox: true,
  preferences: { 'network.dns.forceResolve': ADDRESS },
  trusted: true,
});

/** Who calls whom, and by which transport each of them speaks to the relay. */
const BOTH_SIDES = /** @type {[Browser, Transport, Browser, Transport][]} */ ([
  ['chromium', 'udp', 'chromium', 'udp'],
  ['chromium', 'tcp', 'chromium', 'tls'],
  ['chromium', 'udp', 'firefox', 'udp'],
  ['chromium', 'tls', 'firefox', 'tcp'],
  ['firefox', 'tls', 'chromium', 'tcp'],
  ['firefox', 'tls', 'chromium', 'tls'],
]);

for (const [one, oneBy, other, otherBy] of BOTH_SIDES) {
  test(`${one} by ${oneBy} calls ${other} by ${otherBy}: all goes over the relay`, async () => {
    const room = newRoom();
    const ann = await enter(room, one, oneBy);
    const ben = await enter(room, other, otherBy);
    await call(ann, ben);
    await goesOverTheRelay(ann, oneBy);
    await goesOverTheRelay(ben, otherBy);
  });
}

/** Who may only go over the relay, and how, and who may go anywhere. */
const ONE_SIDE = /** @type {[Browser, Transport, Browser][]} */ ([
  ['chromium', 'tls', 'chromium'],
  ['chromium', 'udp', 'firefox'],
  ['firefox', 'tcp', 'chromium'],
]);

for (const [bound, by, free] of ONE_SIDE) {
  test(`${bound} by ${by} alone must use the relay: ${free} does too`, async () => {
    const room = newRoom();
    const ann = await enter(room, bound, by);
    const ben = await enter(room, free);
    await call(ann, ben);
    await goesOverTheRelay(ann, by);
    await goesOverTheRelay(ben);
    await ben.press('Hang up');
    await ann.seesStatus('Connected');
    await call(ben, ann, 'Call again');
    await talking([ann, ben]);
  });
}

/**
 * Somebody with a camera.
 *
 * @param {string} room
 * @param {Browser} browser
 * @param {Transport} [by] the only way to the relay, and the relay the only way; otherwise any
 */
async function enter(room, browser, by) {
  const person = await scene.arrive(scene[browser]);
  if (by) {
    await person.page.evaluateOnNewDocument(keepRelay, by, browser === 'firefox' ? NAME : ADDRESS);
  }
  await person.open(scene.link(room, by ? 'lang=en&relay=1' : 'lang=en'));
  await person.press('Start camera');
  await person.seesThemselves();
  return person;
}

/**
 * To be run in a page before its own scripts: of the servers that the page is told to use, its
 * connections use only those of one transport, and over TLS under another host.
 *
 * @param {Transport} transport
 * @param {string} host
 */
function keepRelay(transport, host) {
  const wanted = { udp: /^turn:.*=udp$/, tcp: /^turn:.*=tcp$/, tls: /^turns:.*=tcp$/ }[transport];
  const kept = (/** @type {string | string[]} */ urls) =>
    [urls]
      .flat()
      .filter((url) => wanted.test(url))
      .map((url) => url.replace(/^turns:.*:/, `turns:${host}:`));
  const Original = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Original {
    /** @param {RTCConfiguration} [configuration] */
    constructor(configuration) {
      const iceServers = (configuration?.iceServers ?? [])
        .map((server) => ({ ...server, urls: kept(server.urls) }))
        .filter((server) => server.urls.length > 0);
      super({ ...configuration, iceServers });
    }
  };
}

/**
 * @param {Person} person
 * @param {Transport} [by]
 */
async function goesOverTheRelay(person, by) {
  // The first pair that connects need not be the one that is chosen.
  await person.page.waitForFunction(
    async (/** @type {Transport | undefined} */ transport) => {
      const { path } = (await window.duologue.stats()) ?? {};
      const code = `path-relay-${transport ?? path?.protocol}`;
      return path?.local === 'relay' && window.duologue.log.some((entry) => entry.code === code);
    },
    { polling: 100 },
    by,
  );
}

/** One that is not loopback. */
function addressOfThisMachine() {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const outside = all.find(({ internal, family }) => !internal && family === 'IPv4');
  assert.ok(outside, 'this machine has no IPv4 address besides loopback');
  return outside.address;
}
