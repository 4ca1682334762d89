import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Person } from '../lib/person.js';
import { newRoom } from '../lib/scene.js';
import { startServer } from '../lib/server.js';
import { HomeBrowsers } from './home-browsers.js';
import { exitOnSignals, isLeftOver } from './left-overs.js';
import { whyNot } from './namespaces.js';
import { Network, SERVER } from './network.js';
import { PROXY_PORT } from './routers.js';

/** @import {Server} from '../lib/server.js' */
/** @import {BrowserKind} from './home-browsers.js' */
/** @import {Site} from './network.js' */
/** @import {Place} from './places.js' */

const HTTP_PROXY = fileURLToPath(new URL('http-proxy.js', import.meta.url));

const FOLDER = 'duologue-lab-';
const HOME_PORT = 8443;

/** @typedef {{place: Place, browser: BrowserKind}} Seat where somebody sits, and before what */

/**
 * The network with everything in it: the program twice, once as somebody starts it at home and once
 * as on a server with a name, on port 443 under a certificate that browsers trust.
 */
export class Lab {
  /** @type {Network} */
  network = none();
  /** @type {Server} */
  #atHome = none();
  /** @type {Server} */
  #at443 = none();
  /** @type {HomeBrowsers} */
  #browsers = none();
  /** @type {Set<Site>} */
  #proxies = new Set();
  #folder = '';

  constructor() {
    const obstacle = whyNot();
    if (obstacle !== undefined) {
      console.error(obstacle);
      process.exit(1);
    }
    exitOnSignals();
    before(() => this.#open());
    after(() => this.#close());
  }

  /** The program as somebody starts it at home. */
  get server() {
    return this.#atHome;
  }

  /**
   * Starts the program at home anew, which must have been stopped.
   *
   * @param {string[]} [command] that runs it
   * @param {string[]} [args] its options
   */
  async startAgain(command = [], args = []) {
    const inside = [...this.network.inside('server'), ...command];
    this.#atHome = await startServer({ port: HOME_PORT, dataDir: this.#dataDir, args, inside });
  }

  /**
   * Fills the disk that the program keeps its data on.
   *
   * @returns {() => void} how to free it again
   */
  fillDisk() {
    const file = join(this.#folder, 'rubbish');
    const rubbish = Buffer.alloc(4096, 1);
    try {
      for (;;) {
        appendFileSync(file, rubbish);
      }
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ENOSPC') {
        throw error;
      }
    }
    return () => rmSync(file);
  }

  /** A folder that goes away with the lab. */
  get folder() {
    return this.#folder;
  }

  /**
   * Two people in a room of their own, with their cameras on.
   *
   * @param {Seat} ann at site 1
   * @param {Seat} ben at site 2, unless they share a router
   * @returns {Promise<[Person, Person]>}
   */
  async seat(ann, ben) {
    const server = ann.place.at443 || ben.place.at443 ? this.#at443 : this.#atHome;
    this.network.setRouter(1, ann.place.router, server.port);
    this.network.setRouter(2, ben.place.router, server.port);
    const room = newRoom();
    const both = await Promise.all([
      this.#enter(ann, 1, room, server),
      this.#enter(ben, ben.place.home === 'sibling' ? 1 : 2, room, server),
    ]);
    for (const person of both) {
      await person.press('Start camera');
    }
    await Promise.all(both.map((person) => person.seesThemselves()));
    return both;
  }

  /**
   * Somebody who opens a room of the program at home.
   *
   * @param {Seat} seat
   * @param {Site} site
   * @param {string} room
   * @param {() => void} [first] runs in the page before anything of its own
   */
  arrive(seat, site, room, first) {
    this.network.setRouter(site, seat.place.router, this.#atHome.port);
    return this.#enter(seat, site, room, this.#atHome, first);
  }

  /**
   * @param {Seat} seat
   * @param {Site} site
   * @param {string} room
   * @param {Server} server
   * @param {() => void} [first]
   */
  async #enter({ place, browser }, site, room, server, first) {
    const host = place.family === 6 ? `[${SERVER.ipv6}]` : SERVER.ipv4;
    const proxyServer = place.proxy ? await this.#proxy(site) : undefined;
    const started = await this.#browsers.in(`${place.home}-${site}`, browser);
    const person = await Person.arrive(started, undefined, proxyServer ? { proxyServer } : {});
    if (first) {
      await person.page.evaluateOnNewDocument(first);
    }
    return person.open(`https://${host}:${server.port}/r/${room}?lang=en`);
  }

  /** The proxy of a site. @param {Site} site */
  async #proxy(site) {
    if (!this.#proxies.has(site)) {
      this.#proxies.add(site);
      const inside = this.network.inside(`router-${site}`);
      const [command = '', ...args] = [...inside, process.execPath, HTTP_PROXY, `${PROXY_PORT}`];
      const { stdout } = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
      await once(stdout, 'data');
    }
    return `http://192.168.${site}.1:${PROXY_PORT}`;
  }

  async #open() {
    this.network = new Network();
    this.#makeFolder();
    await this.startAgain();
    const [cert, key] = ['tls-cert.pem', 'tls-key.pem'].map((name) => join(this.#dataDir, name));
    const trusted = await keyOf(cert ?? '');
    const args = ['--tls-cert', cert ?? '', '--tls-key', key ?? ''];
    const other = join(this.#folder, 'at-443');
    const inside = this.network.inside('server');
    this.#at443 = await startServer({ port: 443, dataDir: other, args, inside });
    this.#browsers = new HomeBrowsers(this.network, this.#folder, trusted);
  }

  async #close() {
    try {
      await this.#browsers?.close();
      await Promise.all([this.#atHome?.stop(), this.#at443?.stop()]);
    } finally {
      this.network?.close();
      process.removeListener('exit', this.#removeFolder);
      this.#removeFolder();
    }
  }

  get #dataDir() {
    return join(this.#folder, 'at-home');
  }

  /** On a disk of its own, which is small enough to be filled. */
  #makeFolder() {
    const names = readdirSync(tmpdir()).filter((name) => isLeftOver(name, FOLDER));
    for (const name of names) {
      removeDisk(join(tmpdir(), name));
    }
    this.#folder = mkdtempSync(join(tmpdir(), `${FOLDER}${process.pid}-`));
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', this.#folder]);
    process.once('exit', this.#removeFolder);
  }

  #removeFolder = () => removeDisk(this.#folder);
}

/** @param {string} folder that a disk may be mounted on */
function removeDisk(folder) {
  spawnSync('umount', ['--lazy', '--quiet', folder]); // the last process in it may just be ending
  rmSync(folder, { recursive: true, force: true });
}

/**
 * The hash of a certificate's key, once there is one: the program makes it while it listens already.
 *
 * @param {string} file
 */
async function keyOf(file) {
  for (;;) {
    try {
      const { publicKey } = new X509Certificate(readFileSync(file));
      const key = publicKey.export({ type: 'spki', format: 'der' });
      return createHash('sha256').update(key).digest('base64');
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ENOENT') {
        throw error;
      }
      await pause(20);
    }
  }
}

/** What is not there before the first scenario. @returns {any} */
function none() {
  return undefined;
}
