/**
 * What the tests of each file need of the machine. This is the only place that says so; a file that
 * is not named here is not run, and `e2e/run` says that.
 *
 * - `beside`: pages, browsers and a server of their own, and no more than a call or two at a time.
 *   Two such files run beside each other.
 * - `lab`: tests in network namespaces, one file at a time.
 *
 * @type {Readonly<Record<'beside' | 'lab', readonly string[]>>}
 */
export const GROUPS = {
  // The longest first: what runs last should not run by itself.
  beside: [
    'e2e/page-life.test.js',
    'e2e/wishes.test.js',
    'e2e/devices.test.js',
    'e2e/screens.test.js',
    'e2e/endings.test.js',
    'e2e/turnutils.test.js',
    'e2e/signalling.test.js',
    'e2e/invitations.test.js',
    'e2e/calling.test.js',
    'e2e/rooms.test.js',
    'e2e/without-server.test.js',
    'e2e/phone.test.js',
    'e2e/keyboard.test.js',
    'e2e/relay.test.js',
    'e2e/reference-lines.test.js',
    'e2e/firefox.test.js',
    'e2e/refusals.test.js',
    'e2e/proxies.test.js',
    'e2e/reference-client.test.js',
    'e2e/other-clients.test.js',
    'e2e/metrics.test.js',
    'e2e/tls.test.js',
    'e2e/sources.test.js',
    'e2e/languages.test.js',
    'e2e/first-visit.test.js',
    'e2e/browsers.test.js',
    'e2e/launcher.test.js',
    'e2e/launcher-memory.test.js',
    'e2e/trust.test.js',
    'e2e/systemd.test.js',
  ],
  lab: [
    'e2e/natlab/pairs.test.js',
    'e2e/natlab/conditions.test.js',
    'e2e/natlab/opening.test.js',
    'e2e/faults/faults.test.js',
    'e2e/hostile/hostile.test.js',
  ],
};
