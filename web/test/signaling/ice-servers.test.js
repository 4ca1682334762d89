import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readIceServers } from '../../src/signaling/ice-servers.js';

const SECRETS = { username: 'u', credential: 'c' };

/** @param {unknown[]} list */
function read(list) {
  /** @type {string[]} */
  const problems = [];
  return { servers: readIceServers(list, (problem) => problems.push(problem)), problems };
}

for (const urls of [
  'stun:a.example',
  'STUN:192.0.2.1:3478',
  'stuns:[2001:db8::1]:5349',
  'turn:a.example:8443?transport=udp',
  'turn:a.example?transport=tcp',
  'turns:[::1]:443?transport=tcp',
]) {
  test(`${urls} is an address that browsers take`, () => {
    const expected = { servers: [{ urls: [urls], ...SECRETS }], problems: [] };
    assert.deepEqual(read([{ urls, ...SECRETS }]), expected);
    assert.deepEqual(read([{ urls: [urls], ...SECRETS }]), expected);
  });
}

for (const entry of [
  ...[null, 5, 'stun:a', [], {}, { urls: [] }, { urls: null }, { urls: [5] }],
  ...['', 'a', 'http://a', 'stun:', 'stun:a:0', 'stun:a:65536', 'stun:a?transport=udp'].map(
    (urls) => ({ urls, ...SECRETS }),
  ),
  ...['turn:a?transport=quic', 'turn:u@a', 'turn:a b', 'turn://a'].map((urls) => ({
    urls,
    ...SECRETS,
  })),
  { urls: 'turn:a' },
  { urls: 'turn:a', username: 'u' },
  { urls: 'turn:a', username: '', credential: 'c' },
  { urls: 'turn:a', username: 'u', credential: 5 },
  { urls: 'turn:a', username: 'u'.repeat(510), credential: 'c' },
  { urls: ['turn:a', 'http://a'], ...SECRETS },
]) {
  test(`${JSON.stringify(entry).slice(0, 60)} is left out, and that is said`, () => {
    const good = { urls: ['stun:a'] };
    assert.deepEqual(read([good, entry, good]), {
      servers: [good, good],
      problems: ['iceServers[1]: must be a STUN server, or a TURN server with its credentials'],
    });
  });
}

test('a STUN server needs no credentials, and wrong ones are left out', () => {
  assert.deepEqual(read([{ urls: 'stun:a', username: 5 }]).servers, [{ urls: ['stun:a'] }]);
});
