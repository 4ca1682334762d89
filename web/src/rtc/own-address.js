/** How long the answer of a STUN server is waited for, in milliseconds. */
const PATIENCE = 3000;

/**
 * Whether a STUN server can be reached over UDP, and tells this computer its server-reflexive
 * address. Asked over a peer connection of its own, which allocates nothing on the relay.
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
