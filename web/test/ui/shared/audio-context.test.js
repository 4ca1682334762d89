import assert from 'node:assert/strict';
import { test } from 'node:test';
import { audioContext } from '../../../src/ui/shared/audio-context.js';
import { FakeAudioContext } from '../../fakes/fake-audio.js';
import { settle } from '../../fakes/fakes.js';

test('the page has one audio context, which it makes when it can have one', async () => {
  FakeAudioContext.refused = true;
  assert.equal(audioContext(), undefined);
  FakeAudioContext.refused = false;
  const context = /** @type {any} */ (audioContext());
  assert.equal(audioContext(), context);
  assert.deepEqual(FakeAudioContext.made, [context]);

  context.state = 'suspended';
  assert.equal(audioContext(), context);
  assert.equal(context.state, 'running', 'one that was suspended goes on');

  context.state = 'suspended';
  context.resume = () => Promise.reject(new Error('no press yet'));
  assert.equal(audioContext(), context);
  await settle(); // a refusal that nobody catches would end this test

  let resumed = 0;
  context.resume = async () => {
    resumed += 1;
  };
  document.dispatchEvent(new Event('click'));
  document.dispatchEvent(new Event('keydown'));
  assert.equal(resumed, 1, 'the first press lets it sound');
});
