import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, talking, twoPeople } from './lib/calls.js';
import { newRoom, Scene } from './lib/scene.js';

/** @import {Person} from './lib/person.js' */

const scene = new Scene();

test('either side hangs up and either side calls again, five times', async () => {
  const [ann, ben] = await twoPeople(scene, newRoom());
  await call(ann, ben);
  for (let round = 0; round < 5; round += 1) {
    const [ender, caller] = round % 2 === 0 ? [ann, ben] : [ben, ben];
    const callee = caller === ann ? ben : ann;
    await ender.press('Hang up');
    await Promise.all([ann.seesStatus('Connected'), ben.seesStatus('Connected')]);
    await ender.reads('You hung up.');
    await call(caller, callee, 'Call again');
  }
  await ann.press('Hang up');
  await ben.reads('The other person hung up.');
});

test('who declines is told to the caller, who can call again', async () => {
  const [ann, ben] = await twoPeople(scene, newRoom());
  await ann.press('Call');
  await ben.press('Decline');
  await ann.reads('The other person declined the call');
  await ben.seesStatus('Connected');
  await ann.press('Call again');
  await ben.press('Accept');
  await talking([ann, ben]);
});

test('a call that is cancelled stops ringing, and is told as missed', async () => {
  const [ann, ben] = await twoPeople(scene, newRoom());
  await ann.press('Call');
  await ben.findsButton('Accept');
  await ann.press('Cancel');
  await ben.reads('Missed call from the other person');
  await ann.seesStatus('Connected');
  await call(ben, ann, 'Call back');
});

test('without an answer in time both are told', async () => {
  const room = newRoom();
  const ann = await scene.enter(room, { query: 'lang=en&ringTimeout=1.5' });
  const ben = await scene.enter(room);
  await ann.press('Start camera');
  await ann.press('Call');
  await ben.findsButton('Accept');
  await ann.reads('No answer');
  await ben.reads('Missed call from the other person');
  await Promise.all([ann.seesStatus('Connected'), ben.seesStatus('Connected')]);
});

test('accepting without video sends sound alone, and the camera can follow', async () => {
  const [ann, ben] = await twoPeople(scene, newRoom());
  await ann.press('Call');
  await ben.press('Accept without video');
  await Promise.all([ann.seesStatus('In a call'), ben.seesStatus('In a call')]);
  await ann.reads('The other person has the camera off');
  await Promise.all([ann.hearsTheOther(), ben.hearsTheOther(), ben.seesTheOther()]);
  await ben.press('Turn camera on');
  await ann.seesTheOther();
});

test('who waits is in the call as soon as the other joins', async () => {
  const room = newRoom();
  const ann = await scene.enter(room);
  await ann.press('Wait for the other person');
  await ann.seesStatus('Waiting');
  const ben = await scene.enter(room);
  await ben.press('Join, the other person is waiting');
  await talking([ann, ben]);
});

test('both call at the same moment, twenty times', async () => {
  const room = newRoom();
  const both = [await scene.arrive(), await scene.arrive()];
  for (const person of both) {
    await person.page.evaluateOnNewDocument(holdOffers);
    await person.open(scene.link(room));
    await person.press('Start camera');
    await person.seesThemselves();
  }
  const [ann, ben] = /** @type {[Person, Person]} */ (both);
  for (let round = 0; round < 20; round += 1) {
    for (const person of both) {
      await person.page.evaluate(() => window.holdOffers());
      await person.press(round === 0 ? 'Call' : 'Call again');
      await person.page.waitForFunction(() => window.heldMessages.length > 0);
    }
    await Promise.all(both.map(({ page }) => page.evaluate(() => window.releaseOffers())));
    await talking(both);
    await (round % 2 === 0 ? ann : ben).press('Hang up');
    await Promise.all([ann.findsButton('Call again'), ben.findsButton('Call again')]);
  }
  const crossed = await Promise.all(both.map((person) => countOf(person, 'offer-ignored')));
  assert.deepEqual(crossed.sort(), [0, 20]);
});

test('candidates that come before the answer are not lost', async () => {
  const room = newRoom();
  const ann = await scene.enter(room);
  const ben = await scene.arrive();
  await ben.page.evaluateOnNewDocument(holdAnswers);
  await ben.open(scene.link(room));
  await ann.press('Start camera');
  await ben.press('Start camera');
  await call(ann, ben);
  const order = await ann.page.evaluate(() => window.duologue.log.map(({ code }) => code));
  assert.ok(order.includes('answer-received'));
  assert.deepEqual(await ben.page.evaluate(() => window.sentTypes.slice(0, 2)), [
    'candidate',
    'answer',
  ]);
});

/**
 * @param {Person} person
 * @param {string} code
 */
function countOf(person, code) {
  return person.page.evaluate(
    (wanted) => window.duologue.log.filter((entry) => entry.code === wanted).length,
    code,
  );
}

/** To be run in a page before its scripts: an answer goes out after the first candidate only. */
function holdAnswers() {
  /** @type {string[]} */
  const sentTypes = [];
  /** @type {string | undefined} */
  let held;
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (/** @type {any} */ data) {
    const { type } = JSON.parse(data);
    if (type === 'answer') {
      held = data;
      return;
    }
    send.call(this, data);
    if (type === 'candidate') {
      sentTypes.push(type);
      if (held !== undefined) {
        send.call(this, held);
        sentTypes.push('answer');
        held = undefined;
      }
    }
  };
  Object.assign(window, { sentTypes });
}

/** To be run in a page before its scripts: an offer, and what comes after it, can be held back. */
function holdOffers() {
  /** @type {(() => void)[]} */
  const heldMessages = [];
  let holding = false;
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (/** @type {any} */ data) {
    const { type } = JSON.parse(data);
    if (heldMessages.length > 0 || (holding && type === 'offer')) {
      heldMessages.push(() => send.call(this, data));
    } else {
      send.call(this, data);
    }
  };
  Object.assign(window, {
    heldMessages,
    holdOffers: () => {
      holding = true;
    },
    releaseOffers: () => {
      holding = false;
      for (const sendNow of heldMessages.splice(0)) {
        sendNow();
      }
    },
  });
}
