import assert from 'node:assert/strict';
import { test } from 'node:test';
import { summarise } from '../../src/rtc/stats.js';

test('statistics are summed up by kind and direction, with the path in use', () => {
  const report = new Map(
    Object.entries({
      v: {
        type: 'inbound-rtp',
        kind: 'video',
        bytesReceived: 10,
        framesDecoded: 3,
        frameWidth: 640,
      },
      a: {
        type: 'inbound-rtp',
        kind: 'audio',
        bytesReceived: 5,
        packetsReceived: 2,
        packetsLost: 1,
      },
      o: { type: 'outbound-rtp', kind: 'video', bytesSent: 7, framesEncoded: 4 },
      t: { type: 'transport', selectedCandidatePairId: 'p' },
      p: {
        type: 'candidate-pair',
        id: 'p',
        localCandidateId: 'l',
        remoteCandidateId: 'r',
        currentRoundTripTime: 0.02,
      },
      q: { type: 'candidate-pair', id: 'q', localCandidateId: 'r', remoteCandidateId: 'l' },
      l: { type: 'local-candidate', candidateType: 'relay', protocol: 'udp', relayProtocol: 'tcp' },
      r: { type: 'remote-candidate', candidateType: 'srflx' },
    }),
  );
  const summary = summarise(/** @type {any} */ (report));
  assert.equal(summary.inbound.video.frames, 3);
  assert.equal(summary.inbound.video.width, 640);
  assert.equal(summary.inbound.audio.packetsLost, 1);
  assert.equal(summary.outbound.video.frames, 4);
  assert.deepEqual(summary.path, {
    local: 'relay',
    remote: 'srflx',
    protocol: 'tcp',
    roundTripTime: 0.02,
  });
});
