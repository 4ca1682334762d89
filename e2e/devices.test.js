import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { en } from '../web/src/i18n/en.js';
import { I18n } from '../web/src/i18n/i18n.js';
import { problemText } from '../web/src/ui/shared/problem-text.js';
import { launchChromium } from './lib/browsers.js';
import { call, talking, twoPeople } from './lib/calls.js';
import { newRoom, Scene } from './lib/scene.js';

/** @import {Browser} from 'puppeteer-core' */
/** @import {Person} from './lib/person.js' */

const words = new I18n('en');

describe('a person who refuses', () => {
  const scene = new Scene({ chromiumArgs: ['--use-fake-ui-for-media-stream=deny'] });

  test('reads what to do about it, and is in the call all the same', async () => {
    const room = newRoom();
    const ann = await scene.enter(room);
    const ben = await scene.enter(room);
    await ann.press('Start camera');
    await ann.reads(problemText(words, 'both', 'refused'));
    await ann.reads(en['problem.refused-do-chrome']);
    await ann.findsButton('Try again');
    await ann.reads(en['call.without-media']);
    await ann.press('Call');
    await ben.press('Accept');
    await Promise.all([ann.seesStatus('In a call'), ben.seesStatus('In a call')]);
    await ben.reads('The other person has the camera off');
    await ben.reads('The other person is muted');
  });
});

describe('a computer without a camera', () => {
  const chromiumArgs = ['--use-fake-device-for-media-stream=device-count=0'];
  const scene = new Scene({ chromiumArgs });

  test('says so, and sends sound', async () => {
    const room = newRoom();
    const ann = await scene.enter(room);
    const ben = await scene.enter(room);
    await ann.press('Start camera');
    await ann.reads(problemText(words, 'video', 'not-found'));
    await ben.press('Start camera');
    await ann.press('Call');
    await ben.press('Accept');
    await Promise.all([ann.seesStatus('In a call'), ben.seesStatus('In a call')]);
    await Promise.all([ann.hearsTheOther(), ben.hearsTheOther()]);
    await ann.reads('The other person has the camera off');
  });
});

describe('a page that is not secure', () => {
  const chromiumArgs = ['--host-resolver-rules=MAP duologue.test 127.0.0.1'];
  const serverArgs = ['--allow-origin', 'http://duologue.test']; // or the name is not known
  const scene = new Scene({ chromiumArgs, serverArgs });

  test('says that it has to be opened with https', async () => {
    const ann = await scene.arrive();
    await ann.open(`http://duologue.test:${scene.server.port}/r/${newRoom()}?lang=en`);
    await ann.press('Start camera');
    await ann.reads(en['problem.insecure']);
    await ann.reads(en['problem.insecure-do']);
    await ann.seesStatus('Connected');
  });
});

describe('a camera or microphone that cannot be had', () => {
  const scene = new Scene();

  for (const [error, key] of /** @type {const} */ ([
    ['NotFoundError', 'not-found'],
    ['NotReadableError', 'busy'],
    ['OverconstrainedError', 'overconstrained'],
    ['SomethingElse', 'unknown'],
  ])) {
    test(`${error}: “${problemText(words, 'both', key)}”`, async () => {
      const ann = await troubled([
        ['audio', error],
        ['video', error],
      ]);
      await ann.press('Start camera');
      await ann.reads(problemText(words, 'both', key));
      await ann.reads(en[`problem.${key}-do`]);
      await ann.findsButton('Try again');
    });
  }

  test('a browser without getUserMedia', async () => {
    const ann = await scene.arrive();
    await ann.page.evaluateOnNewDocument(() => {
      Object.defineProperty(navigator, 'mediaDevices', { value: undefined });
    });
    await ann.open(scene.link(newRoom()));
    await ann.press('Start camera');
    await ann.reads(en['problem.unsupported']);
  });

  test('one side has a busy camera, and its microphone is taken', async () => {
    const room = newRoom();
    const ann = await troubled([['video', 'NotReadableError']], room);
    const ben = await scene.enter(room);
    await ann.press('Start camera');
    await ann.reads(problemText(words, 'video', 'busy'));
    await ben.press('Start camera');
    await ann.press('Call');
    await ben.press('Accept');
    await Promise.all([ann.seesStatus('In a call'), ben.seesStatus('In a call')]);
    await Promise.all([ann.hearsTheOther(), ann.seesTheOther(), ben.hearsTheOther()]);
    await ben.reads('The other person has the camera off');
  });

  test('a camera that was busy is there after “Try again”', async () => {
    const ann = await troubled([['video', 'NotReadableError']]);
    await ann.press('Start camera');
    await ann.reads(problemText(words, 'video', 'busy'));
    await ann.page.evaluate(() => {
      window.mediaTroubles.length = 0;
    });
    await ann.press('Try again');
    await ann.seesThemselves();
  });

  /**
   * Somebody whose browser answers requests for some kinds with an error, for which browsers have
   * no switch.
   *
   * @param {[string, string][]} troubles
   * @param {string} [room]
   */
  async function troubled(troubles, room = newRoom()) {
    const person = await scene.arrive();
    await person.page.evaluateOnNewDocument((given) => {
      window.mediaTroubles = given;
      const { mediaDevices } = navigator;
      const original = mediaDevices.getUserMedia.bind(mediaDevices);
      mediaDevices.getUserMedia = async (constraints = {}) => {
        for (const [kind, name] of window.mediaTroubles) {
          if (kind in constraints) {
            throw new DOMException(`no ${kind}`, name);
          }
        }
        return original(constraints);
      };
    }, troubles);
    return person.open(scene.link(room));
  }
});

describe('several cameras and microphones', () => {
  const chromiumArgs = ['--use-fake-device-for-media-stream=device-count=3'];
  const scene = new Scene({ chromiumArgs });
  /** Has the same devices after a reload. @type {Browser} */
  let whole;
  before(async () => {
    whole = await launchChromium({ args: chromiumArgs });
  });
  after(() => whole.close());

  test('another camera is chosen before the call, and remembered', async () => {
    const ann = await scene.enter(newRoom(), { browser: whole });
    await ann.press('Start camera');
    await ann.seesThemselves();
    await chooses(ann, 'camera', 'fake_device_2');
    await ann.seesThemselves();
    await ann.page.reload();
    await ann.press('Start camera');
    await ann.seesThemselves();
    assert.equal(await localLabel(ann, 'video'), 'fake_device_2');
  });

  test('a remembered camera that is not there any more is replaced by another', async () => {
    const ann = await scene.enter(newRoom());
    await ann.page.evaluate(() => localStorage.setItem('duologue.camera', 'gone'));
    await ann.page.reload();
    await ann.press('Start camera');
    await ann.seesThemselves();
  });

  test('camera and microphone change in the call, without a new negotiation', async () => {
    const [ann, ben] = await twoPeople(scene, newRoom());
    await call(ann, ben);
    const before = await negotiations(ann);
    // As a person does: the bar has hidden itself while nobody moved.
    await ann.page.mouse.move(600, 300);
    await ann.page.mouse.move(610, 310);
    await ann.press('More');
    await ann.choose('Settings');
    await chooses(ann, 'camera', 'fake_device_2', { open: true });
    await chooses(ann, 'microphone', 'Fake Audio Input 2', { open: true });
    await talking([ann, ben]);
    assert.equal(await localLabel(ann, 'video'), 'fake_device_2');
    assert.equal(await localLabel(ann, 'audio'), 'Fake Audio Input 2');
    assert.equal(await negotiations(ann), before);
  });

  test('a camera that goes away in the call is replaced by another', async () => {
    const [ann, ben] = await twoPeople(scene, newRoom());
    await call(ann, ben);
    await ann.page.$eval('#localVideo', (video) => {
      const [track] = /** @type {any} */ (video).srcObject.getVideoTracks();
      track.stop();
      track.dispatchEvent(new Event('ended'));
    });
    await ann.isTold(' was disconnected. Now using fake_device_');
    await talking([ann, ben]);
  });
});

/**
 * Chooses a device in the settings.
 *
 * @param {Person} person
 * @param {'camera' | 'microphone'} what
 * @param {string} label
 * @param {{open?: boolean}} [options] `open` if the settings are open already
 */
async function chooses(person, what, label, { open = false } = {}) {
  if (!open) {
    await person.press('Settings');
  }
  const selector = `#choose-${what}`;
  const value = await person.page.$eval(
    selector,
    (select, wanted) => {
      const { options } = /** @type {HTMLSelectElement} */ (select);
      return [...options].find(({ text }) => text === wanted)?.value ?? '';
    },
    label,
  );
  await person.page.select(selector, value);
  const kind = what === 'camera' ? 'video' : 'audio';
  await person.page.waitForFunction(hasTrack, { polling: 50 }, kind, label);
}

/**
 * @param {Person} person
 * @param {'audio' | 'video'} kind
 */
function localLabel(person, kind) {
  return person.page.$eval(
    '#localVideo',
    (video, wanted) => {
      const stream = /** @type {MediaStream} */ (/** @type {any} */ (video).srcObject);
      return stream.getTracks().find((track) => track.kind === wanted)?.label;
    },
    kind,
  );
}

/**
 * @param {string} kind
 * @param {string} label
 */
function hasTrack(kind, label) {
  const video = /** @type {HTMLVideoElement | null} */ (document.querySelector('#localVideo'));
  const stream = /** @type {MediaStream | null | undefined} */ (video?.srcObject);
  return stream?.getTracks().some((track) => track.kind === kind && track.label === label);
}

/** @param {Person} person */
function negotiations(person) {
  return person.page.evaluate(
    () => window.duologue.log.filter(({ code }) => /^(offer|answer)-/.test(code)).length,
  );
}
