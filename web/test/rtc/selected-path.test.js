import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathOf } from '../../src/rtc/selected-path.js';

/**
 * @param {Record<string, unknown>} local
 * @param {Record<string, unknown>} remote
 */
function report(local, remote) {
  const entries = [
    { id: 'T', type: 'transport', selectedCandidatePairId: 'P2' },
    { id: 'P1', type: 'candidate-pair', localCandidateId: 'X', remoteCandidateId: 'Y' },
    { id: 'P2', type: 'candidate-pair', localCandidateId: 'L', remoteCandidateId: 'R' },
    { id: 'L', type: 'local-candidate', ...local },
    { id: 'R', type: 'remote-candidate', ...remote },
  ];
  return /** @type {RTCStatsReport} */ (
    /** @type {unknown} */ (new Map(entries.map((entry) => [entry.id, entry])))
  );
}

const host = (/** @type {string} */ address) => ({ candidateType: 'host', address });

test('a pair of local addresses is a path within one network', () => {
  for (const address of ['192.168.1.5', '10.0.0.1', '172.31.255.1', 'fd00::2', 'fe80::1', '']) {
    assert.equal(pathOf(report(host('192.168.1.4'), host(address))), 'lan', address);
  }
  const named = { candidateType: 'host', address: '0b1c4f5e-7d5c-4f6e-8d1a-2b3c4d5e6f70.local' };
  assert.equal(pathOf(report(host('10.1.1.1'), named)), 'lan');
  assert.equal(
    pathOf(report(host('10.1.1.1'), { ...host('10.1.1.2'), candidateType: 'prflx' })),
    'lan',
  );
});

test('a side whose address is hidden is judged by the other one', () => {
  const hidden = { candidateType: 'prflx', address: '' };
  // Of this side the other one learnt before the browser had a name for it.
  assert.equal(pathOf(report(hidden, host(''))), 'lan');
  assert.equal(pathOf(report(hidden, host('192.168.1.5'))), 'lan');
  // No NAT changed this side's address on the way to the other.
  assert.equal(pathOf(report(host('192.168.1.4'), hidden)), 'lan');
  for (const local of [host(''), host('198.51.100.4'), hidden]) {
    assert.equal(pathOf(report(local, hidden)), 'direct');
  }
  const seen = { candidateType: 'srflx', address: '203.0.113.7' };
  assert.equal(pathOf(report(hidden, seen)), 'direct');
  assert.equal(pathOf(report(seen, hidden)), 'direct');
});

test('any other address is a direct path', () => {
  for (const address of ['203.0.113.7', '172.32.0.1', '100.128.0.1', '2001:db8::1']) {
    assert.equal(pathOf(report(host('192.168.1.4'), host(address))), 'direct', address);
  }
});

test('a relay is named by how this side speaks to it', () => {
  for (const relayProtocol of ['udp', 'tcp', 'tls']) {
    const local = { candidateType: 'relay', relayProtocol };
    assert.equal(pathOf(report(local, host('203.0.113.7'))), `relay-${relayProtocol}`);
  }
  assert.equal(pathOf(report(host('10.0.0.1'), { candidateType: 'relay' })), 'relay');
});

test('the pair that Firefox marks is the one in use', () => {
  const entries = [
    { id: 'A', type: 'candidate-pair', selected: false, localCandidateId: 'X' },
    {
      id: 'B',
      type: 'candidate-pair',
      selected: true,
      localCandidateId: 'L',
      remoteCandidateId: 'R',
    },
    { id: 'L', ...host('10.0.0.1') },
    { id: 'R', ...host('10.0.0.2') },
  ];
  /** @type {any} */
  const marked = new Map(entries.map((entry) => [entry.id, entry]));
  assert.equal(pathOf(marked), 'lan');
});

test('before a pair is chosen there is no path', () => {
  assert.equal(pathOf(/** @type {any} */ (new Map())), undefined);
});
