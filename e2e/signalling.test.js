import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { call, talking, twoPeople } from './lib/calls.js';
import { startCutProxy } from './lib/cut-proxy.js';
import { newRoom, Scene } from './lib/scene.js';

/** @import {Person} from './lib/person.js' */

/** What Chromium says of sockets that break is right, and no complaint of the page. */
const scene = new Scene({ allowed: /WebSocket connection to .* failed/ });
/** @type {Awaited<ReturnType<typeof startCutProxy>>[]} */
let proxies = [];
afterEach(() => {
  for (const proxy of proxies) {
    proxy.close();
  }
  proxies = [];
});

test('the server is stopped and started again: 未连接, then 已连接', async () => {
  const person = await scene.enter(newRoom(), { query: 'lang=zh-CN' });
  await person.seesStatus('已连接');
  await scene.server.stop();
  await person.seesStatus('未连接');
  await scene.startAgain();
  await person.seesStatus('已连接');
  await person.reads('在线 1');
});

test('the server is killed in a call: the call goes on, and ends for both afterwards', async () => {
  const [ann, ben] = await twoPeople(scene, newRoom());
  await call(ann, ben);
  await scene.server.stop('SIGKILL');
  await ann.isTold("Lost contact with the server. Your call isn't affected.");
  await ben.isTold('Lost contact with the server.');
  await talking([ann, ben]);
  await scene.startAgain();
  await Promise.all([
    ann.isTold('Back in contact with the server.'),
    ben.isTold('Back in contact with the server.'),
  ]);
  await talking([ann, ben]);
  await ann.press('Hang up');
  await ben.seesStatus('Connected');
  await call(ben, ann, 'Call again');
});

test('one side loses its signalling in a call: nothing happens to the call', async () => {
  const { ann, ben, proxy } = await callThroughProxy();
  proxy.shut();
  await ann.isTold('Lost contact with the server.');
  await talking([ann, ben]);
  proxy.reopen();
  await ann.isTold('Back in contact with the server.');
  await talking([ann, ben]);
  await ann.press('Turn camera off');
  await ben.reads('The other person has the camera off');
  await ben.press('Hang up');
  await ann.seesStatus('Connected');
});

test('who hangs up without signalling ends it for both, at the latest when it is back', async () => {
  const { ann, ben, proxy } = await callThroughProxy();
  proxy.shut();
  await ann.isTold('Lost contact with the server.');
  await ann.press('Hang up');
  await ann.reads('You hung up.');
  proxy.reopen();
  await ben.seesStatus('Connected');
  await ann.seesStatus('Connected');
  await call(ann, ben, 'Call again');
});

test('the signalling of a call is cut: nobody appears to leave, and nothing is missed', async () => {
  const { ann, ben, proxy } = await callThroughProxy();
  const [ofAnn, ofBen] = [await logged(ann), await logged(ben)];
  proxy.shut();
  await ann.isTold('Lost contact with the server.');
  await ben.press('Turn camera off');
  proxy.reopen();
  await ann.isTold('Back in contact with the server.');
  await ann.reads('The other person has the camera off');
  await ben.press('Turn camera on');
  await talking([ann, ben]);
  assert.deepEqual(signallingOf(await logged(ann), ofAnn), [
    'signaling-lost',
    'signaling-connecting',
    'signaling-resumed',
  ]);
  assert.deepEqual(signallingOf(await logged(ben), ofBen), []);
  await ann.press('Hang up');
  await ben.seesStatus('Connected');
});

test('one side loses its signalling while it rings there', async () => {
  const room = newRoom();
  const { person: ann, proxy } = await throughProxy(room);
  const ben = await scene.enter(room);
  await ann.press('Start camera');
  await ben.press('Start camera');
  await ben.press('Call');
  await ann.findsButton('Accept');
  proxy.cut();
  await ann.press('Accept');
  await talking([ann, ben]);
});

test('somebody who waits is called while the server cannot be reached', async () => {
  const room = newRoom();
  const { person: ann, proxy } = await throughProxy(room);
  await ann.press('Wait for the other person');
  await ann.seesStatus('Waiting');
  proxy.shut();
  await ann.seesStatus('Not connected');
  const ben = await scene.enter(room);
  await ben.press('Call');
  await ben.seesStatus('Waiting for an answer...');
  proxy.reopen();
  await talking([ann, ben]);
});

/**
 * Somebody whose connection to the server can be cut.
 *
 * @param {string} room
 */
async function throughProxy(room) {
  const proxy = await startCutProxy(scene.server.port);
  proxies.push(proxy);
  const person = await scene.arrive();
  await person.open(`${proxy.url}/r/${room}?lang=en`);
  await person.seesStatus('Connected');
  return { person, proxy };
}

async function callThroughProxy() {
  const room = newRoom();
  const { person: ann, proxy } = await throughProxy(room);
  const ben = await scene.enter(room);
  await ann.press('Start camera');
  await ben.press('Start camera');
  await call(ann, ben);
  const offers = await countOffers(ann);
  assert.equal(offers, 1);
  return { ann, ben, proxy };
}

/** @param {Person} person */
async function countOffers(person) {
  return (await logged(person)).filter((code) => code === 'offer-sent').length;
}

/** @param {Person} person @returns {Promise<string[]>} the codes of its connection log */
function logged(person) {
  return person.page.evaluate(() => window.duologue.log.map(({ code }) => code));
}

/**
 * What is logged of members and of the connection to the server, each of it once.
 *
 * @param {string[]} now
 * @param {string[]} before
 */
function signallingOf(now, before) {
  const news = now
    .slice(before.length)
    .filter((code) => /^(signaling|user|partner|offer)-/.test(code));
  return [...new Set(news)];
}
