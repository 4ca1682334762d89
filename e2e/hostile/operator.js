import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const ASKING = fileURLToPath(new URL('asking.js', import.meta.url));

/** @typedef {{health: number, said: string, metrics: string}} Answer of `/healthz` and `/metrics` */

/** Somebody on the server's host who asks how it is, all the time. */
export class Operator {
  static PORT = 9464;

  #process;
  #lines;
  /** @type {Answer[]} */
  #answers = [];

  /** @param {string[]} inside the command that runs another one on that host */
  constructor([command = '', ...inside]) {
    const words = [...inside, process.execPath, ASKING, `${Operator.PORT}`];
    this.#process = spawn(command, words, { stdio: ['ignore', 'pipe', 'inherit'] });
    this.#lines = createInterface(this.#process.stdout);
    this.#lines.on('line', (line) => this.#answers.push(JSON.parse(line)));
  }

  /** The next answer. @returns {Promise<Answer>} */
  async next() {
    const [line] = await once(this.#lines, 'line');
    return JSON.parse(line);
  }

  /** All answers so far, and one that is asked for now. */
  async all() {
    await this.next(); // may have been asked for before
    await this.next();
    return this.#answers;
  }

  async stop() {
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await ended;
  }
}
