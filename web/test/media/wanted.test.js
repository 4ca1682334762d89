import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Wanted } from '../../src/media/wanted.js';
import { PreferenceStore } from '../../src/page/storage.js';

test('nothing is wanted until somebody says so, and then the last word counts', () => {
  const wanted = new Wanted(new PreferenceStore(undefined));
  assert.equal(wanted.isOn('audio'), undefined);
  wanted.turn('audio', true);
  wanted.turn('audio', false);
  assert.equal(wanted.isOn('audio'), false);
  assert.equal(wanted.isOn('video'), undefined);
  wanted.forget();
  assert.equal(wanted.isOn('audio'), undefined);
});

test('a device that was chosen is remembered, and each choice is a new one', () => {
  const preferences = new PreferenceStore(undefined);
  preferences.set('camera', 'cam1');
  const wanted = new Wanted(preferences);
  assert.equal(wanted.device('video'), 'cam1');
  const before = wanted.choice('video');
  wanted.choose('video', 'cam1');
  assert.notEqual(wanted.choice('video'), before);
  wanted.choose('audio', 'mic2');
  assert.equal(preferences.get('microphone'), 'mic2');
  wanted.forget();
  assert.equal(wanted.device('video'), 'cam1', 'what is on is forgotten, the devices are not');
});
