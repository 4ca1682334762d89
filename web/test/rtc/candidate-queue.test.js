import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CandidateQueue } from '../../src/rtc/candidate-queue.js';
import { FakeRtcConnection } from '../fakes/fake-rtc-connection.js';
import { strict } from '../fakes/strict.js';

function setUp() {
  const connection = strict(new FakeRtcConnection());
  const queue = new CandidateQueue(/** @type {any} */ (connection));
  return { connection, queue };
}

test('what comes before the description waits for it, in its order', async () => {
  const { connection, queue } = setUp();
  await queue.add({ candidate: '1' });
  await queue.add({ candidate: '2' });
  assert.deepEqual(connection.candidates, []);
  connection.remoteDescription = {};
  await queue.release();
  await queue.add({ candidate: '3' });
  assert.deepEqual(
    connection.candidates.map(({ candidate }) => candidate),
    ['1', '2', '3'],
  );
});

test('one that cannot be used does not keep the others back', async () => {
  const { connection, queue } = setUp();
  await queue.add({ candidate: 'of another offer' });
  await queue.add({ candidate: 'good' });
  connection.remoteDescription = {};
  await queue.release();
  assert.deepEqual(connection.candidates, [{ candidate: 'good' }]);
});

test('256 may wait, and no more', async () => {
  const { connection, queue } = setUp();
  for (let i = 0; i < 257; i += 1) {
    await queue.add({ candidate: String(i) });
  }
  connection.remoteDescription = {};
  await queue.release();
  assert.equal(connection.candidates.length, 256);
});
