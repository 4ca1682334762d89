/**
 * How the media of a call goes. `lan`: within one network. `direct`: from browser to browser over
 * the internet. `relay-…`: through the relay, named by how this side speaks to it; `relay` where
 * only the other side uses it.
 *
 * @typedef {'lan' | 'direct' | 'relay' | 'relay-udp' | 'relay-tcp' | 'relay-tls'} CallPath
 */

/** Whether a path goes through a relay. @param {CallPath | undefined} path */
export function isRelayed(path) {
  return path?.startsWith('relay') === true;
}

/** Addresses that are not routed on the internet: RFC 1918, 3927, 4193, 4291 and 6598. */
const LOCAL_ADDRESS =
  /^(10\.|127\.|169\.254\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|::1$|f[cd]|fe[89ab])|\.local$/i;

/**
 * The candidate pair in use.
 *
 * @param {RTCStatsReport} report
 * @returns {{pair: any, local: any, remote: any} | undefined}
 */
export function selectedPair(report) {
  const entries = [...report.values()];
  const transport = entries.find((entry) => entry.type === 'transport');
  const pair = entries.find(
    (entry) =>
      entry.type === 'candidate-pair' &&
      // Firefox says it of the pair itself
      (entry.selected ?? entry.id === transport?.selectedCandidatePairId),
  );
  return (
    pair && {
      pair,
      local: report.get(pair.localCandidateId),
      remote: report.get(pair.remoteCandidateId),
    }
  );
}

/**
 * @param {RTCStatsReport} report
 * @returns {CallPath | undefined} undefined while there is none
 */
export function pathOf(report) {
  const selected = selectedPair(report);
  if (!selected?.local || !selected.remote) {
    return undefined;
  }
  const { local, remote } = selected;
  if (local.candidateType === 'relay') {
    return /** @type {CallPath} */ (`relay-${local.relayProtocol ?? 'udp'}`);
  }
  if (remote.candidateType === 'relay') {
    return 'relay';
  }
  return isWithinNetwork(local, remote) ? 'lan' : 'direct';
}

/**
 * A browser hides addresses that it has given names to (mDNS), and of a remote candidate that it was
 * not told of. What is hidden of one side is known by the other: a NAT in between would show.
 *
 * @param {any} local
 * @param {any} remote
 */
function isWithinNetwork(local, remote) {
  if (isLocal(remote)) {
    return isLocal(local) || isHidden(local);
  }
  return isHidden(remote) && local.candidateType === 'host' && LOCAL_ADDRESS.test(addressOf(local));
}

/**
 * A host candidate without an address has a name, which is known in its network alone.
 *
 * @param {any} candidate
 */
function isLocal(candidate) {
  return isHidden(candidate)
    ? candidate.candidateType === 'host'
    : LOCAL_ADDRESS.test(addressOf(candidate));
}

/** @param {any} candidate */
function isHidden(candidate) {
  return addressOf(candidate) === '';
}

/**
 * @param {any} candidate
 * @returns {string}
 */
function addressOf(candidate) {
  return candidate.address ?? candidate.ip ?? '';
}
