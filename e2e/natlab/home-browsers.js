import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findFirefox, findHeadlessShell, launchChromium, launchFirefox } from '../lib/browsers.js';

/** @import {Browser} from 'puppeteer-core' */
/** @import {Network} from './network.js' */

const STDIO_TO_PORT = fileURLToPath(new URL('stdio-to-port.js', import.meta.url));

/** @typedef {'chromium' | 'firefox'} BrowserKind */

/** A browser in each home, started when somebody first needs it: a start takes seconds. */
export class HomeBrowsers {
  /** @type {Map<string, Promise<Browser>>} */
  #browsers = new Map();
  /** @type {(() => void)[]} */
  #closers = [];
  #network;
  #folder;
  #trustedKey;

  /**
   * @param {Network} network
   * @param {string} folder for files of its own
   * @param {string} trustedKey of the server's certificate, as Chromium is told it
   */
  constructor(network, folder, trustedKey) {
    this.#network = network;
    this.#folder = folder;
    this.#trustedKey = trustedKey;
  }

  /**
   * @param {string} home
   * @param {BrowserKind} kind
   */
  in(home, kind) {
    const key = `${kind}-${home}`;
    const browser =
      this.#browsers.get(key) ??
      (kind === 'firefox' ? this.#startFirefox(home) : this.#startChromium(home));
    this.#browsers.set(key, browser);
    return browser;
  }

  async close() {
    const started = await Promise.allSettled(this.#browsers.values());
    await Promise.all(
      started.map((each) => each.status === 'fulfilled' && each.value.close().catch(() => {})),
    );
    for (const close of this.#closers) {
      close();
    }
  }

  /** @param {string} home */
  #startChromium(home) {
    return launchChromium({
      shell: true,
      executablePath: this.#wrapped(home, findHeadlessShell()),
      trusted: true,
      args: [
        // As if somebody had accepted it: TURN over TLS asks nobody.
        `--ignore-certificate-errors-spki-list=${this.#trustedKey}`,
        '--autoplay-policy=no-user-gesture-required',
        // As once somebody has allowed the camera, of which `--use-fake-ui-for-media-stream` keeps no
        // record: until then Chromium puts names for addresses, which are not always found.
        '--disable-features=WebRtcHideLocalIpsWithMdns',
      ],
    });
  }

  /** @param {string} home */
  async #startFirefox(home) {
    const debuggingPort = await this.#bridge(home);
    return launchFirefox({
      executablePath: this.#wrapped(home, findFirefox()),
      debuggingPort,
      trusted: true,
    });
  }

  /**
   * A program that runs another in a home: drivers start files, not commands.
   *
   * @param {string} home
   * @param {string} program
   */
  #wrapped(home, program) {
    const file = join(this.#folder, `${home}-${this.#browsers.size}`);
    const command = [...this.#network.inside(home), program].join(' ');
    writeFileSync(file, `#!/bin/sh\nexec ${command} "$@"\n`, { mode: 0o755 });
    return file;
  }

  /**
   * Firefox is driven over a port of its own loopback, which is the home's: the port here that
   * leads to the one of the same number there.
   *
   * @param {string} home
   */
  async #bridge(home) {
    const server = createServer((socket) => {
      const inside = [...this.#network.inside(home), process.execPath, STDIO_TO_PORT, String(port)];
      const [command = '', ...args] = inside;
      const { stdin, stdout } = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
      socket.pipe(stdin);
      stdout.pipe(socket);
      for (const each of [socket, stdin, stdout]) {
        each.on('error', () => socket.destroy());
      }
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    this.#closers.push(() => server.close());
    const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
    return port;
  }
}
