import { en } from '../../web/src/i18n/en.js';
import { zhCN } from '../../web/src/i18n/zh-CN.js';
import { newRoom } from './scene.js';

/** @import {Person} from './person.js' */

/** @typedef {'en' | 'zh-CN'} Language */
/**
 * @typedef {object} Walk
 * @property {string} url of the server
 * @property {Language} language
 * @property {() => Promise<Person>} arrive brings somebody with an empty window
 * @property {(screen: string, person: Person) => Promise<void>} look is called on each screen
 */

const TEXTS = { en, 'zh-CN': zhCN };

/**
 * Brings people to every screen of the page, one after the other.
 *
 * @param {Walk} walk
 */
export async function walkThroughScreens(walk) {
  await lookAtStart(walk);
  await lookAtTrouble(walk);
  const room = newRoom();
  const ann = await enter(walk, room);
  await lookAtRoom(walk, ann);
  const ben = await enter(walk, room);
  await lookAtRinging(walk, ann, ben);
  await lookAtCall(walk, ann, ben);
  await lookAtThirdPerson(walk, room);
  await lookAtEnd(walk, ann, ben);
}

/** @param {Walk} walk */
async function lookAtStart({ url, language, arrive, look }) {
  const texts = TEXTS[language];
  const person = await arrive();
  await person.open(`${url}/?lang=${language}`);
  await person.findsButton(texts['home.start']);
  await look('start', person);
  await person.press(texts['home.join']);
  await person.reads(texts['home.join-invalid'].slice(0, 10));
  await look('start-wrong-code', person);
  await person.page.evaluate(() => localStorage.setItem('duologue.rooms', '["k3vm-9xqa-t2hd"]'));
  await person.page.reload();
  await person.reads(texts['home.recent']);
  await look('start-again', person);
  await person.open(`${url}/r/not%20a%20room/nowhere`);
  person.complaints.length = 0; // the browser tells of the 404
  await look('not-found', person);
}

/** @param {Walk} walk */
async function lookAtTrouble({ url, language, arrive, look }) {
  const texts = TEXTS[language];
  const refused = await arrive();
  await refused.page.evaluateOnNewDocument(() => {
    const refuse = () => Promise.reject(new DOMException('Permission denied', 'NotAllowedError'));
    navigator.mediaDevices.getUserMedia = refuse;
    navigator.permissions.query = () => Promise.reject(new TypeError('unknown'));
  });
  await refused.open(`${url}/r/${newRoom()}?lang=${language}`);
  await refused.press(texts['media.start']);
  await refused.reads(texts['problem.refused'].replace('{what}', texts['problem.both']));
  await look('camera-refused', refused);
  const old = await arrive();
  await old.page.evaluateOnNewDocument(() => {
    Reflect.deleteProperty(window, 'RTCPeerConnection');
  });
  await old.open(`${url}/r/${newRoom()}?lang=${language}`);
  await old.reads(texts['unsupported.title']);
  await look('old-browser', old);
}

/**
 * @param {Walk} walk
 * @param {string} room
 */
async function enter({ url, language, arrive }, room) {
  const person = await arrive();
  await person.open(`${url}/r/${room}?lang=${language}`);
  await person.seesStatus(TEXTS[language]['status.connected']);
  return person;
}

/**
 * @param {Walk} walk
 * @param {Person} ann
 */
async function lookAtRoom({ language, look }, ann) {
  const texts = TEXTS[language];
  await look('room', ann);
  await ann.press(texts['media.start']);
  await ann.seesThemselves();
  await look('room-camera', ann);
  await ann.press(texts['call.wait']);
  await ann.reads(texts['room.waiting-lead']);
  await look('room-waiting', ann);
  await ann.press(texts['call.stop-waiting']);
  await ann.press(texts['header.settings']);
  await ann.findsButton(texts['panel.close']);
  await look('room-settings', ann);
  // On a phone this is the way to the log.
  await ann.press(texts['log.title'], { within: 'side-panel' });
  await ann.findsButton(texts['log.copy']);
  await look('room-log', ann);
  await ann.press(texts['panel.close']);
}

/**
 * @param {Walk} walk
 * @param {Person} ann
 * @param {Person} ben
 */
async function lookAtRinging({ language, look }, ann, ben) {
  const texts = TEXTS[language];
  await ben.press(texts['media.start']);
  await ben.seesThemselves();
  await ben.page.locator('#ownName').fill(language === 'en' ? 'Ben' : '小明');
  await ann.findsButton(texts['call.start']);
  await look('room-other-here', ann);
  await ben.press(texts['call.start']);
  await ann.findsButton(texts['call.accept']);
  await look('ringing-in', ann);
  await look('ringing-out', ben);
}

/**
 * @param {Walk} walk
 * @param {Person} ann
 * @param {Person} ben
 */
async function lookAtCall({ language, look }, ann, ben) {
  const texts = TEXTS[language];
  await ann.press(texts['call.accept']);
  await ann.seesStatus(texts['status.in-call']);
  await ann.seesTheOther();
  await ann.findsButton(texts['call.hang-up']);
  await look('call', ann);
  for (const [item, name] of /** @type {const} */ ([
    ['settings.title', 'call-settings'],
    ['log.title', 'call-log'],
    ['keys.title', 'call-keys'],
  ])) {
    await ann.press(texts['more.title']);
    if (item === 'settings.title') {
      await look('call-more', ann);
    }
    await ann.choose(texts[item]);
    await ann.findsButton(texts['panel.close']);
    await look(name, ann);
    await ann.press(texts['panel.close']);
  }
  await ben.press(texts['media.camera-off']);
  await ben.press(texts['media.mute']);
  await ann.findsShown('call-lane .badge:nth-child(3)');
  await ann.findsButton(texts['call.hang-up']);
  await look('call-other-off', ann);
  await look('call-self-off', ben);
}

/**
 * @param {Walk} walk
 * @param {string} room
 */
async function lookAtThirdPerson({ url, language, arrive, look }, room) {
  const texts = TEXTS[language];
  const cem = await arrive();
  await cem.open(`${url}/r/${room}?lang=${language}`);
  await cem.reads(texts['full.title']);
  await look('full', cem);
  await cem.press(texts['full.watch']);
  await cem.reads(texts['full.watching']);
  await look('full-watching', cem);
  await cem.leave();
}

/**
 * @param {Walk} walk
 * @param {Person} ann
 * @param {Person} ben
 */
async function lookAtEnd({ language, look }, ann, ben) {
  const texts = TEXTS[language];
  // The other side's connection is gone all at once.
  await ben.page.evaluate(() => window.peerConnections.at(-1)?.close());
  await ann.reads(texts['call.recovering']);
  await look('call-recovering', ann);
  await ann.press(texts['call.hang-up']);
  // The status is drawn before the screen is.
  await ben.findsButton(texts['call.again']);
  await look('ended', ben);
  await ben.press(texts['call.again']);
  await ann.press(texts['call.decline']);
  await ben.findsButton(texts['call.again']);
  await look('declined', ben);
}
