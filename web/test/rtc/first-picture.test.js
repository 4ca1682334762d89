import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FirstPicture } from '../../src/rtc/first-picture.js';

test('video begins with half the width on each path, and is whole a second later', async ({
  mock,
}) => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const parameters = { encodings: [{ scaleResolutionDownBy: 1 }] };
  const sender = {
    getParameters: () => structuredClone(parameters),
    setParameters: async (/** @type {typeof parameters} */ changed) =>
      Object.assign(parameters, changed),
  };
  const connection = {
    connectionState: 'new',
    getTransceivers: () =>
      ['audio', 'video'].map((kind) => ({
        direction: 'sendrecv',
        currentDirection: null,
        receiver: { track: { kind } },
        sender: kind === 'video' ? sender : undefined,
      })),
  };
  const picture = new FirstPicture(/** @type {any} */ (connection));
  const scale = () => parameters.encodings[0]?.scaleResolutionDownBy;
  picture.begin();
  mock.timers.tick(60_000);
  assert.equal(scale(), 2);
  connection.connectionState = 'connected';
  for (const path of ['the first', 'another']) {
    picture.begin();
    assert.equal(scale(), 2, path);
    mock.timers.tick(999);
    assert.equal(scale(), 2, path);
    mock.timers.tick(1);
    assert.equal(scale(), 1, path);
  }
});
