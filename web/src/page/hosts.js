/**
 * Whether a host name means the computer it is used on (loopback).
 *
 * @param {string} host as URLs have it
 */
export function isLoopback(host) {
  const name = hostName(host);
  return (
    /(?:^|\.)localhost$|^127\.|^0\.0\.0\.0$/.test(name) ||
    ['[::1]', '[::]'].includes(name) ||
    /^\[::ffff:7f[0-9a-f]{2}:/.test(name)
  );
}

/**
 * A host as URLs have it, without its port: what a person wrote may be Unicode, or `127.1`.
 *
 * @param {string} host
 */
export function hostName(host) {
  try {
    return new URL(`http://${host}`).hostname.replace(/\.$/, '');
  } catch {
    return host;
  }
}
