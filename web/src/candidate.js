/**
 * @typedef {object} CandidateFacts what the log says of a candidate
 * @property {string} kind host, srflx, prflx or relay
 * @property {string} protocol udp or tcp
 * @property {string} address
 * @property {string} port
 */

/**
 * Reads a candidate attribute, RFC 8839 section 5.1. Unreadable ones give empty facts: they are
 * for the log alone.
 *
 * @param {string} attribute
 * @returns {CandidateFacts}
 */
export function candidateFacts(attribute) {
  const [, , protocol = '', , address = '', port = '', , kind = ''] = attribute.split(' ');
  return { kind, protocol: protocol.toLowerCase(), address, port };
}
