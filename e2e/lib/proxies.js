import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { accepts, freePort } from './ports.js';
import { until } from './until.js';

const EXAMPLES = new URL('../../examples/', import.meta.url);

/**
 * @typedef {object} Certificate
 * @property {string} certificate a file
 * @property {string} key a file
 *
 * @typedef {object} Kind
 * @property {string} file the example
 * @property {(path: string, folder: string) => [string, ...string[]]} command runs it in front
 * @property {[string | RegExp, string][]} [changes] what has to be different in a test
 */

/** @type {Readonly<Record<'nginx' | 'haproxy' | 'haproxyTcp' | 'caddy' | 'apache', Kind>>} */
export const PROXIES = {
  nginx: {
    file: 'nginx.conf',
    command: (path, folder) => [
      'nginx',
      ...['-p', folder, '-c', path],
      ...['-g', `daemon off; pid ${folder}/pid; error_log stderr;`],
    ],
    changes: [[/^http \{/m, 'http {\n  access_log off;\n']],
  },
  haproxy: { file: 'haproxy-http.cfg', command: (path) => ['haproxy', '-db', '-f', path] },
  haproxyTcp: { file: 'haproxy-tcp.cfg', command: (path) => ['haproxy', '-db', '-f', path] },
  caddy: {
    file: 'Caddyfile',
    command: (path) => ['caddy', 'run', '--adapter', 'caddyfile', '--config', path],
    changes: [['admin off', 'admin off\n\tauto_https disable_redirects']],
  },
  apache: {
    file: 'apache.conf',
    command: (path, folder) => [
      'apache2',
      '-DFOREGROUND',
      ...['-d', folder, '-f', path],
      ...['-C', `PidFile ${folder}/pid`, '-C', `ErrorLog ${folder}/errors`],
      ...['-C', `DefaultRuntimeDir ${folder}`, '-C', 'ServerName localhost'],
    ],
  },
};

/** A proxy of the system, run with one of our examples on a port of its own. */
export class FrontProxy {
  port;
  #process;
  #folder;
  #output = '';
  #ended;

  /**
   * @param {number} port
   * @param {string} folder
   * @param {[string, ...string[]]} command
   */
  constructor(port, folder, [program, ...args]) {
    this.port = port;
    this.#folder = folder;
    this.#process = spawn(program, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        HOME: folder,
        XDG_DATA_HOME: folder,
        PATH: `${process.env.PATH}:/usr/sbin`,
      },
    });
    this.#ended = once(this.#process, 'exit').catch((error) => {
      this.#output += String(error);
    });
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        this.#output += text;
      });
    }
    process.once('exit', this.#kill);
  }

  /** Waits until it takes connections. */
  async started() {
    const listens = await until(
      () => accepts(this.port),
      () => this.#process.exitCode !== null,
    );
    if (listens) {
      return this;
    }
    await this.stop();
    throw new Error(`The proxy did not start. It said:\n${this.#output}`);
  }

  async stop() {
    process.removeListener('exit', this.#kill);
    this.#process.kill('SIGTERM');
    await this.#ended;
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #kill = () => {
    this.#process.kill('SIGKILL');
  };
}

/**
 * Runs an example in front of a server; the caller stops it.
 *
 * @param {Kind} kind
 * @param {number} server the port to pass on to
 * @param {Certificate} files
 * @param {[string | RegExp, string][]} changes more of them
 */
export async function startProxy(kind, server, { certificate, key }, changes = []) {
  const folder = mkdtempSync(join(tmpdir(), 'duologue-proxy-'));
  const port = await freePort();
  const both = join(folder, 'both.pem');
  writeFileSync(both, readFileSync(certificate, 'utf8') + readFileSync(key, 'utf8'));
  const path = join(folder, kind.file);
  /** @type {[string | RegExp, string][]} */
  const all = [
    ...(kind.changes ?? []),
    ...changes,
    [/127\.0\.0\.1:8443/g, `127.0.0.1:${server}`],
    ['/etc/ssl/call.example-and-key.pem', both],
    ['/etc/ssl/call.example.pem', certificate],
    ['/etc/ssl/call.example.key', key],
    [/^call\.example \{/m, `https://localhost:${port} {`],
    [/call\.example/g, 'localhost'],
    [/(listen +|Listen |bind :|\*:)443\b/g, `$1${port}`],
  ];
  const example = readFileSync(fileURLToPath(new URL(kind.file, EXAMPLES)), 'utf8');
  const text = all.reduce((before, [from, to]) => before.replace(from, to), example);
  writeFileSync(path, text);
  return new FrontProxy(port, folder, kind.command(path, folder)).started();
}
