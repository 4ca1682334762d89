import assert from 'node:assert/strict';
import { test } from 'node:test';
import { logConnection } from '../../src/rtc/connection-log.js';
import { FakeRtcConnection } from '../fakes/fake-rtc-connection.js';

test('every step of a connection is written down, candidates with their addresses', () => {
  const connection = new FakeRtcConnection();
  /** @type {any[]} */
  const entries = [];
  const log = /** @type {any} */ ({ add: (/** @type {any[]} */ ...entry) => entries.push(entry) });
  logConnection(/** @type {any} */ (connection), log);
  const candidate = {
    candidate: 'x',
    type: 'host',
    protocol: 'udp',
    address: '192.0.2.1',
    port: 9,
  };
  connection.dispatchEvent(Object.assign(new Event('icecandidate'), { candidate }));
  connection.dispatchEvent(Object.assign(new Event('icecandidate'), { candidate: null }));
  connection.receive('video');
  connection.connectionState = 'connected';
  connection.dispatchEvent(new Event('connectionstatechange'));
  connection.connectionState = 'failed';
  connection.dispatchEvent(new Event('connectionstatechange'));
  assert.deepEqual(
    entries.map(([level, code]) => [level, code]),
    [
      ['info', 'candidate-sent'],
      ['success', 'connection-state'],
      ['info', 'transceiver'],
      ['error', 'connection-state'],
    ],
  );
  const { kind, protocol, address, port } = entries[0][2];
  assert.deepEqual([kind, protocol, address, port], ['host', 'udp', '192.0.2.1', 9]);
});
