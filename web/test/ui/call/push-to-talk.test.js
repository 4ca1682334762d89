import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PushToTalk } from '../../../src/ui/call/push-to-talk.js';
import { strict } from '../../fakes/strict.js';

/** @param {boolean | undefined} on whether the microphone is wanted on */
function setUp(on) {
  const media = strict({
    on,
    wants(/** @type {string} */ kind) {
      assert.equal(kind, 'audio');
      return this.on;
    },
    want(/** @type {string} */ kind, /** @type {boolean} */ wanted) {
      assert.equal(kind, 'audio');
      this.on = wanted;
    },
  });
  return { media, talk: new PushToTalk(/** @type {any} */ (media)) };
}

test('a muted microphone is on for as long as the key is held', () => {
  const { media, talk } = setUp(false);
  talk.press();
  assert.equal(media.on, true);
  talk.release();
  assert.equal(media.on, false);
});

test('a microphone that is on stays so', () => {
  const { media, talk } = setUp(true);
  talk.press();
  talk.release();
  assert.equal(media.on, true);
});

test('who never turned the microphone on does not do so by the key', () => {
  const { media, talk } = setUp(undefined);
  talk.press();
  talk.release();
  assert.equal(media.on, undefined);
});

test('it is muted afterwards, whatever was pressed meanwhile', () => {
  const { media, talk } = setUp(false);
  talk.press();
  media.want('audio', false);
  talk.release();
  assert.equal(media.on, false);
});

test('a release that comes twice unmutes nothing and mutes nothing', () => {
  const { media, talk } = setUp(false);
  talk.press();
  talk.release();
  media.want('audio', true);
  talk.release();
  assert.equal(media.on, true);
});
