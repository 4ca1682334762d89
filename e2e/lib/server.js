import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../duologue', import.meta.url));
const START_DEADLINE = 60_000;
const STOP_DEADLINE = 15_000;

/** The running program on a port of its own, with a data folder of its own. */
export class Server {
  port = 0;
  #process;
  #output = '';
  #complaints = '';
  #ended;

  /**
   * @param {string[]} words its command and the options of that
   * @param {string[]} inside the command that runs it where it shall run
   */
  constructor(words, inside) {
    const [command = PROGRAM, ...more] = [...inside, PROGRAM, ...words];
    this.#process = spawn(command, more, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        LC_ALL: 'C.UTF-8',
        // Every buffer that is not given back shows in the log; and a program that runs for a minute
        // spends more on optimizing its code than it gets back.
        DUOLOGUE_JAVA_OPTS: '-Dio.netty.leakDetection.level=paranoid -XX:TieredStopAtLevel=1',
      },
    });
    this.#ended = once(this.#process, 'exit');
    this.#process.stdout.setEncoding('utf8').on('data', (text) => {
      this.#output += text;
    });
    this.#process.stderr.setEncoding('utf8').on('data', (text) => {
      this.#complaints += text;
    });
    process.once('exit', this.#kill);
  }

  /** The page as the person at this computer opens it. */
  get url() {
    return `http://localhost:${this.port}`;
  }

  /** The same over TLS, with the certificate that the program made for itself. */
  get secureUrl() {
    return `https://localhost:${this.port}`;
  }

  get pid() {
    return this.#process.pid;
  }

  /**
   * What the program logged that is more than information.
   *
   * @returns {string[]}
   */
  get complaints() {
    return this.#complaints.split('\n').filter((line) => line !== '' && !/^\S+ INFO /.test(line));
  }

  /** Waits until the program says where it listens, which it does once it listens. */
  async started() {
    const deadline = new AbortController();
    const late = setTimeout(() => deadline.abort(), START_DEADLINE);
    void this.#ended.then(() => deadline.abort());
    try {
      while (this.port === 0) {
        this.port = Number(
          /^(?:Duologue|The relay) listens on port (\d+)[.:]/m.exec(this.#output)?.[1] ?? 0,
        );
        if (this.port === 0) {
          await once(this.#process.stdout, 'data', { signal: deadline.signal });
        }
      }
    } catch (cause) {
      this.#kill();
      const said = this.#output + this.#complaints;
      throw new Error(`The program did not start. It said:\n${said}`, { cause });
    } finally {
      clearTimeout(late);
    }
    return this;
  }

  /**
   * Stops the program, as a person would or harder.
   *
   * @param {'SIGTERM' | 'SIGKILL'} [signal]
   * @throws {Error} if it logged a warning, an error or a leak in all its time, or does not end
   */
  async stop(signal = 'SIGTERM') {
    const late = setTimeout(this.#kill, STOP_DEADLINE);
    this.#process.kill(signal);
    const [, endedBy] = await this.#ended;
    clearTimeout(late);
    process.removeListener('exit', this.#kill);
    if (endedBy === 'SIGKILL' && signal !== 'SIGKILL') {
      throw new Error(`The server did not end in ${STOP_DEADLINE} ms after ${signal}.`);
    }
    if (this.complaints.length > 0) {
      throw new Error(`The server complained:\n${this.complaints.join('\n')}`);
    }
  }

  #kill = () => {
    this.#process.kill('SIGKILL');
  };
}

/**
 * Starts the program on any free port; the caller stops it.
 *
 * @typedef {object} StartOptions
 * @property {'serve' | 'turn'} [command]
 * @property {number} [port]
 * @property {string} [dataDir] without it the program keeps its certificate in a folder that goes
 *   away with this process
 * @property {string[]} [args]
 * @property {string[]} [inside] the command that runs it where it shall run
 *
 * @param {StartOptions} [options]
 */
export async function startServer({
  command = 'serve',
  port = 0,
  dataDir,
  args = [],
  inside = [],
} = {}) {
  const data = dataDir ?? temporaryFolder();
  const server = new Server([command, '--port', String(port), '--data-dir', data, ...args], inside);
  return server.started();
}

/**
 * The options that give the program, as somebody's own, the certificate that it made for itself: it
 * then takes browsers to trust it, and tells them of TURN over TLS.
 */
export async function givenCertificate() {
  const { certificate, key } = await certificateFiles();
  return [`--tls-cert=${certificate}`, `--tls-key=${key}`];
}

/** The certificate that the program makes for itself. */
export async function certificateFiles() {
  const dataDir = temporaryFolder();
  const server = await startServer({ dataDir });
  await server.stop();
  return { certificate: join(dataDir, 'tls-cert.pem'), key: join(dataDir, 'tls-key.pem') };
}

/** @type {string | undefined} */
let folder;

/** One for the whole process: the program makes its certificate once. */
function temporaryFolder() {
  if (folder === undefined) {
    const made = mkdtempSync(join(tmpdir(), 'duologue-e2e-'));
    process.once('exit', () => rmSync(made, { recursive: true, force: true }));
    folder = made;
  }
  return folder;
}
