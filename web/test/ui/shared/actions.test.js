import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { I18n } from '../../../src/i18n/i18n.js';
import { Actions } from '../../../src/ui/shared/actions.js';
import { newPage, standIn } from '../../fakes/fake-document.js';
import { strict } from '../../fakes/strict.js';

/** @import {Sentence} from '../../../src/ui/shared/app.js' */

/** @type {any} */
let page;

beforeEach(() => {
  page = newPage();
  standIn('navigator', strict({ clipboard: undefined, share: undefined }));
});

/**
 * A person in a room, who was not asked for camera and microphone yet.
 *
 * @param {string[]} opened the kinds that the browser gives when it is asked
 * @param {string} [state] of the call
 */
function setUp(opened, state = 'idle') {
  /** @type {string[]} */
  const done = [];
  const media = strict({
    untouched: true,
    audio: /** @type {object} */ ({ state: 'off' }),
    video: /** @type {object} */ ({ state: 'off' }),
    async start() {
      done.push('asked');
      await Promise.resolve();
      this.untouched = false;
    },
    track(/** @type {string} */ kind) {
      return opened.includes(kind) && !this.untouched ? {} : undefined;
    },
    /** @param {'audio' | 'video'} kind */
    async toggle(kind) {
      this[kind] = opened.includes(kind)
        ? { state: 'on' }
        : { state: 'failed', problem: 'not-found' };
    },
  });
  const app = strict({
    i18n: new I18n('en'),
    media,
    call: strict({
      state: { state },
      start: () => void done.push('called'),
      hangUp: () => void done.push('hung up'),
      accept: (/** @type {{video: boolean}} */ { video }) => void done.push(`accepted ${video}`),
    }),
    server: strict({ reach: 'open' }),
    signaling: strict({ persistent: false }),
    invitation: strict({ ready: Promise.resolve(), link: 'https://localhost/r/abc' }),
    notices: strict({
      show: (/** @type {string} */ key) => void done.push(key),
      tell: (/** @type {Sentence} */ sentence) => void done.push(sentence(new I18n('en'))),
    }),
  });
  return { app, media, done, actions: new Actions(/** @type {any} */ (app)) };
}

test('a person is asked for camera and microphone before the first call, one is enough', async () => {
  for (const opened of [['audio', 'video'], ['audio'], ['video']]) {
    const { actions, done } = setUp(opened);
    await actions.call();
    await actions.call();
    assert.deepEqual(done, ['asked', 'called', 'called']);
  }
});

test('where neither can be opened nobody is called, until the next press', async () => {
  const { actions, done } = setUp([]);
  await actions.call();
  assert.deepEqual(done, ['asked']);
  await actions.call();
  assert.deepEqual(done, ['asked', 'called']);
});

test('a call as it is asks for nothing', () => {
  const { actions, done } = setUp([]);
  actions.callAsIs();
  assert.deepEqual(done, ['called']);
});

test('a call is accepted with video or without, and hung up', () => {
  const { actions, done } = setUp([], 'ringing-in');
  actions.accept({ video: false });
  actions.accept({ video: true });
  actions.hangUp();
  assert.deepEqual(done, ['accepted false', 'accepted true', 'hung up']);
});

test('a device that fails in a call is told; in the lobby its card says it', async () => {
  const inCall = setUp(['audio'], 'in-call');
  await inCall.actions.toggle('audio');
  assert.deepEqual(inCall.done, []);
  await inCall.actions.toggle('video');
  assert.deepEqual(inCall.done, ['Camera not found.']);
  const lobby = setUp([]);
  await lobby.actions.toggle('video');
  assert.deepEqual(lobby.done, []);
});

test('the link is copied as soon as it is known, and whether it was is told', async () => {
  const { app, actions, done } = setUp([]);
  const copying = actions.copyLink();
  app.invitation.link = 'https://192.0.2.1/r/abc';
  assert.equal(await copying, true);
  assert.equal(page.copied, 'https://192.0.2.1/r/abc');
  page.execCommand = () => false;
  assert.equal(await actions.copyLink(), false);
  assert.deepEqual(done, ['room.copied', 'room.copy-failed']);
});

test('the link goes to the share sheet, and a person who closes that wants no copy', async () => {
  const { actions, done } = setUp([]);
  /** @type {any[]} */
  const shared = [];
  const share = async (/** @type {object} */ what) => void shared.push(what);
  standIn('navigator', strict({ clipboard: undefined, share }));
  assert.equal(await actions.share(), true);
  assert.equal(shared[0].url, 'https://localhost/r/abc');
  assert.equal(shared[0].text, 'Join me for a video call');
  const closed = () => Promise.reject(new DOMException('closed', 'AbortError'));
  standIn('navigator', strict({ clipboard: undefined, share: closed }));
  assert.equal(await actions.share(), true);
  assert.deepEqual([done, page.copied], [[], '']);
});

test('without a share sheet, or where it fails, the link is copied', async () => {
  const refused = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
  for (const share of [undefined, refused]) {
    page.copied = '';
    standIn('navigator', strict({ clipboard: undefined, share }));
    const { actions, done } = setUp([]);
    assert.equal(await actions.share(), true);
    assert.equal(page.copied, 'https://localhost/r/abc');
    assert.deepEqual(done, ['room.copied']);
  }
});

test('the page fills the screen, and does no more', async () => {
  const { actions } = setUp([]);
  await actions.toggleFullScreen();
  assert.equal(page.fullscreenElement, page.documentElement);
  await actions.toggleFullScreen();
  assert.equal(page.fullscreenElement, null);
});

test('the picture of the other person stands in a window of its own, and comes back', async () => {
  const { actions } = setUp([]);
  await actions.togglePictureInPicture();
  assert.equal(page.pictureInPictureElement, null, 'there is no picture yet');
  const own = page.createElement('video');
  own.id = 'localVideo';
  const theirs = page.createElement('video');
  theirs.id = 'remoteVideo';
  page.body.append(own, theirs);
  await actions.togglePictureInPicture();
  assert.equal(page.pictureInPictureElement, theirs);
  await actions.togglePictureInPicture();
  assert.equal(page.pictureInPictureElement, null);
});

test('a browser that refuses the whole screen or the window does no harm', async () => {
  const { actions } = setUp([]);
  const refuse = () => Promise.reject(new TypeError('not from here'));
  const video = page.createElement('video');
  video.id = 'remoteVideo';
  video.requestPictureInPicture = refuse;
  page.body.append(video);
  page.documentElement.requestFullscreen = refuse;
  await actions.toggleFullScreen();
  await actions.togglePictureInPicture();
});
