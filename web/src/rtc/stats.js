import { selectedPair } from './selected-path.js';

/**
 * @typedef {object} StreamStats one kind of media in one direction
 * @property {number} bytes
 * @property {number} packets
 * @property {number} packetsLost received streams only
 * @property {number} frames decoded or encoded
 * @property {number} width
 * @property {number} height
 *
 * @typedef {object} StatsSummary
 * @property {Record<'audio' | 'video', StreamStats>} inbound
 * @property {Record<'audio' | 'video', StreamStats>} outbound
 * @property {{local: string, remote: string, protocol: string, roundTripTime: number} | undefined}
 *   path the candidate pair in use; the time in seconds
 */

/**
 * What `getStats` says of a call, in the few numbers that tell whether it works.
 *
 * @param {RTCStatsReport} report
 * @returns {StatsSummary}
 */
export function summarise(report) {
  /** @type {StatsSummary} */
  const summary = {
    inbound: { audio: emptyStream(), video: emptyStream() },
    outbound: { audio: emptyStream(), video: emptyStream() },
    path: undefined,
  };
  for (const entry of report.values()) {
    if (entry.type === 'inbound-rtp') {
      addStream(summary.inbound, entry, entry.bytesReceived, entry.packetsReceived);
    } else if (entry.type === 'outbound-rtp') {
      addStream(summary.outbound, entry, entry.bytesSent, entry.packetsSent);
    }
  }
  summary.path = pathFacts(report);
  return summary;
}

/** @returns {StreamStats} */
function emptyStream() {
  return { bytes: 0, packets: 0, packetsLost: 0, frames: 0, width: 0, height: 0 };
}

/**
 * @param {Record<'audio' | 'video', StreamStats>} streams
 * @param {any} entry
 * @param {number} bytes
 * @param {number} packets
 */
function addStream(streams, entry, bytes = 0, packets = 0) {
  const stream = entry.kind === 'audio' ? streams.audio : streams.video;
  stream.bytes += bytes;
  stream.packets += packets;
  stream.packetsLost += entry.packetsLost ?? 0;
  stream.frames += entry.framesDecoded ?? entry.framesEncoded ?? 0;
  stream.width = Math.max(stream.width, entry.frameWidth ?? 0);
  stream.height = Math.max(stream.height, entry.frameHeight ?? 0);
}

/** @param {RTCStatsReport} report */
function pathFacts(report) {
  const selected = selectedPair(report);
  return (
    selected && {
      local: String(selected.local?.candidateType ?? ''),
      remote: String(selected.remote?.candidateType ?? ''),
      protocol: String(selected.local?.relayProtocol ?? selected.local?.protocol ?? ''),
      roundTripTime: Number(selected.pair.currentRoundTripTime ?? 0),
    }
  );
}
