import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  hasReflexiveCandidate,
  isBundled,
  offersDataChannel,
  originOf,
  sessionIdOf,
} from '../../src/rtc/sdp.js';

test('the session id is that of the origin line', () => {
  assert.equal(sessionIdOf('v=0\r\no=- 4611 2 IN IP4 127.0.0.1\r\ns=-\r\n'), '4611');
  assert.equal(sessionIdOf('v=0'), undefined);
  assert.equal(sessionIdOf(undefined), undefined);
});

test('the origin is session id and version', () => {
  assert.equal(originOf('v=0\r\no=- 42 7 IN IP4 0.0.0.0\r\n'), '42 7');
  assert.equal(originOf(undefined), undefined);
});

test('an offer is bundled if a group says so, or if there is one media section at most', () => {
  for (const [sdp, bundled] of /** @type {const} */ ([
    ['v=0\r\na=group:BUNDLE 0 1\r\nm=audio 9\r\nm=video 9\r\n', true],
    ['v=0\r\nm=audio 9\r\nm=video 9\r\n', false],
    ['v=0\r\nm=audio 9\r\n', true],
    ['', true],
  ])) {
    assert.equal(isBundled(sdp), bundled, sdp);
  }
});

test('a data channel and an address of this computer are found where they stand', () => {
  assert.equal(offersDataChannel('v=0\r\nm=application 9 UDP\r\n'), true);
  assert.equal(offersDataChannel('v=0\r\na=x:m=application \r\n'), false);
  assert.equal(hasReflexiveCandidate('a=candidate:1 1 udp 1 192.0.2.1 9 typ srflx raddr'), true);
  assert.equal(hasReflexiveCandidate('a=candidate:1 1 udp 1 192.0.2.1 9 typ host'), false);
});
