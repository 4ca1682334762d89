import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hostName, isLoopback } from '../../src/page/hosts.js';

test('this computer has many names for itself', () => {
  for (const host of [
    'localhost',
    'localhost:8443',
    'a.localhost',
    'localhost.',
    '127.0.0.1:8443',
    '127.8.9.1',
    '127.1',
    '0.0.0.0',
    '[::1]:8443',
    '[::]',
    '[::ffff:127.0.0.1]',
  ]) {
    assert.equal(isLoopback(host), true, host);
  }
  for (const host of ['localhost.example.org', 'mylocalhost', '192.168.1.7', '[fe80::1]', '']) {
    assert.equal(isLoopback(host), false, host);
  }
});

test('a host is read as URLs have it, without its port', () => {
  assert.equal(hostName('EXAMPLE.org:8443'), 'example.org');
  assert.equal(hostName('example.org.'), 'example.org');
  assert.equal(hostName('例子.中国'), 'xn--fsqu00a.xn--fiqs8s');
  assert.equal(hostName('no host'), 'no host');
});
