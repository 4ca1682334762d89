import { FieldReader } from './field-reader.js';

/** RFC 7064 section 3.1 and RFC 7065 section 3.1: the scheme, the host, the port, the transport. */
const ICE_URL =
  /^(?:stuns?|(turns?)):(?:\[[\da-f:.]+\]|[^\s:/?#@[\]]+)(?::(\d{1,5}))?(\?transport=(?:udp|tcp))?$/i;
const MAX_PORT = 65_535;
/** With a longer one Chromium refuses the whole list. */
const MAX_USERNAME = 509;

/**
 * The ICE servers that every browser takes: one bad entry, and `new RTCPeerConnection` throws.
 *
 * @param {unknown[]} list
 * @param {(problem: string) => void} report is told of each one that is left out
 * @returns {RTCIceServer[]}
 */
export function readIceServers(list, report) {
  return list.flatMap((entry, i) => {
    const server = readIceServer(entry);
    if (!server) {
      report(`iceServers[${i}]: must be a STUN server, or a TURN server with its credentials`);
    }
    return server ?? [];
  });
}

/**
 * @param {unknown} entry
 * @returns {RTCIceServer | undefined}
 */
function readIceServer(entry) {
  const fields = FieldReader.of(entry);
  const urls = [fields?.get('urls')].flat();
  const credential = fields?.get('credential');
  const username = fields?.get('username');
  const known = isFilled(username, MAX_USERNAME) && isFilled(credential);
  if (urls.length === 0 || !urls.every((url) => isIceUrl(url, known))) {
    return undefined;
  }
  const texts = /** @type {string[]} */ (urls);
  return known ? { urls: texts, username, credential } : { urls: texts };
}

/**
 * @param {unknown} url
 * @param {boolean} known whether there are credentials
 */
function isIceUrl(url, known) {
  const parts = typeof url === 'string' ? ICE_URL.exec(url) : null;
  if (!parts) {
    return false;
  }
  const [, turn, port = '1', transport] = parts;
  const reachable = Number(port) > 0 && Number(port) <= MAX_PORT;
  return reachable && (turn === undefined ? transport === undefined : known);
}

/**
 * @param {unknown} value
 * @param {number} [max]
 * @returns {value is string}
 */
function isFilled(value, max = Number.POSITIVE_INFINITY) {
  return typeof value === 'string' && value !== '' && value.length <= max;
}
