/** What must be read out of a session description (RFC 8866), as SDP text. */

/**
 * What identifies a description: the session id and version of its `o=` line (RFC 8866 section 5.2).
 *
 * @param {string | undefined} sdp
 */
export function originOf(sdp) {
  return /^o=\S+ (\S+ \S+)/m.exec(sdp ?? '')?.[1];
}

/**
 * The session id (RFC 8866 section 5.2): the same for every description of one peer connection,
 * so it tells a renegotiation from a new call.
 *
 * @param {string | undefined} sdp
 */
export function sessionIdOf(sdp) {
  return /^o=\S+ (\S+)/m.exec(sdp ?? '')?.[1];
}

/** Whether a data channel is offered. @param {string} sdp */
export function offersDataChannel(sdp) {
  return /^m=application /m.test(sdp);
}

/**
 * Whether everything that is offered can share one transport (RFC 9143): a connection with the
 * bundle policy `max-bundle` refuses any other offer.
 *
 * @param {string} sdp
 */
export function isBundled(sdp) {
  return /^a=group:BUNDLE /m.test(sdp) || (sdp.match(/^m=/gm) ?? []).length < 2;
}

/** Whether the candidates in it tell this computer's own address on the internet. @param {string} sdp */
export function hasReflexiveCandidate(sdp) {
  return / typ srflx /.test(sdp);
}
