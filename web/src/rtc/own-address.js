/** How long the answer of a STUN server is waited for, in milliseconds. */
const PATIENCE = 3000;

/**
 * Whether a STUN server is reached by UDP, and tells this computer its own address on the internet.
 * A connection of its own asks, which needs nothing of a relay.
 *
 * @param {RTCIceServer[]} [iceServers]
 * @returns {Promise<boolean>}
 */
export function learnsOwnAddress(iceServers = []) {
  const stun = iceServers
    .flatMap(({ urls }) => urls)
    .filter((url) => url.startsWith('stun:'))
    .map((urls) => ({ urls }));
  const probe = new RTCPeerConnection({ iceServers: stun });
  return new Promise((resolve) => {
    const timer = setTimeout(() => finish(false), PATIENCE);
    const finish = (/** @type {boolean} */ learnt) => {
      clearTimeout(timer);
      probe.close();
      resolve(learnt);
    };
    probe.onicecandidate = ({ candidate }) => {
      if (!candidate || candidate.type === 'srflx') {
        finish(candidate !== null);
      }
    };
    probe.createDataChannel('probe');
    probe.setLocalDescription().catch(() => finish(false));
  });
}
