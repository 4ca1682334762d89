import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { after, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { residentBytes } from '../bench/measured-server.js';
import { arrivalsAt, longestGap, noteArrivals } from '../faults/arrivals.js';
import { call } from '../lib/calls.js';
import { takesPath } from '../natlab/calls.js';
import { Lab } from '../natlab/lab.js';
import { SERVER } from '../natlab/network.js';
import { PLACES } from '../natlab/places.js';
import { writeTable } from '../natlab/report.js';
import { ATTACKS } from './attacks.js';
import { Operator } from './operator.js';

/** @import {Person} from '../lib/person.js' */
/** @import {Attack} from './attacks.js' */
/** @import {Answer} from './operator.js' */

const ATTACKER = fileURLToPath(new URL('attacker.js', import.meta.url));
/** Whether every attack is made by itself too, and the table written. */
const isWhole = process.env.HOSTILE === 'whole';
/** Longer than a connection may take to make its request. */
const SECONDS = isWhole ? 15 : 12;
/** What the program is allowed besides its heap. */
const BESIDES_HEAP = 100;
/** What it may keep of a storm: code that was compiled meanwhile, and a heap that is a little larger. */
const KEPT = 32;
const MEBIBYTE = 1 << 20;
const LOOK = 50;
/** Threads that end when there is nothing to do, and are started again. */
const AT_TIMES = /^(?:C[12] CompilerThre|Training replay|qr$)/;

/**
 * @typedef {object} Siege
 * @property {string} name
 * @property {readonly Attack[]} attacks
 * @property {string} [sign] the metric that tells the operator
 * @property {number} [after] seconds without an attack before it
 */
/** @typedef {{picture: number, sound: number, resident: number}} Figures */

/** @type {Siege} */
const NOTHING = { name: 'nothing', attacks: [] };
/** @type {Siege} */
const EVERYTHING = {
  name: 'all at once',
  attacks: ATTACKS,
  sign: 'duologue_refused_connections_total{reason="over-limit"}',
};
/** @type {Siege} */
const AFTERWARDS = { name: 'nothing, two minutes later', attacks: [], after: 120 };
/** @type {Siege[]} */
const SIEGES = isWhole
  ? [NOTHING, ...ATTACKS.map((each) => ({ ...each, attacks: [each] })), EVERYTHING, AFTERWARDS]
  : [NOTHING, EVERYTHING];

const lab = new Lab();
/** @type {(string | number)[][]} */
const rows = [];

for (const [heap, options] of /** @type {[number, string][]} */ ([
  [64, '-Xmx64m'],
  ...(isWhole ? [[192, '']] : []),
])) {
  describe(`a relayed call beside a hostile address, ${heap} MiB of heap`, () => {
    test('goes on', async (t) => {
      await lab.server.stop();
      await lab.startAgain(
        ['env', `DUOLOGUE_JAVA_OPTS=${options}`],
        [`--metrics-listen=127.0.0.1:${Operator.PORT}`],
      );
      const seat = /** @type {const} */ ({ place: PLACES.symmetric, browser: 'chromium' });
      const both = await lab.seat(seat, seat);
      const [ann, ben] = both;
      await call(ann, ben);
      await takesPath(ann, ['relay-udp']);
      const connections = await Promise.all(both.map(connectionsOf));
      const threads = threadsOf(lab.server.pid);
      let rest = 0;
      for (const siege of SIEGES) {
        await t.test(siege.name, async () => {
          await pause((siege.after ?? 0) * 1000);
          const figures = await endure(siege, both);
          rest ||= figures.resident;
          rows.push([siege.name, heap, figures.picture, figures.sound, figures.resident]);
          console.log(rows.at(-1)?.join(' | '));
          assert.ok(
            figures.resident < heap + BESIDES_HEAP,
            `${figures.resident} MiB are more than ${heap} + ${BESIDES_HEAP}`,
          );
          assert.ok(
            !siege.after || figures.resident < rest + KEPT,
            `${figures.resident} MiB are left, and were ${rest}`,
          );
          assert.deepEqual(await Promise.all(both.map(connectionsOf)), connections);
          assert.deepEqual(await Promise.all(both.map(stateOf)), ['in-call', 'in-call']);
          assert.deepEqual(threadsOf(lab.server.pid), threads);
        });
      }
      await Promise.all(both.map((person) => person.leave()));
      assert.deepEqual([...ann.complaints, ...ben.complaints], [], 'a page complained');
    });
  });
}

after(() => {
  if (isWhole && rows.length === 2 * SIEGES.length) {
    writeTable(
      'hostile',
      ['attack', 'heap, MiB', 'picture stood still, ms', 'sound stood still, ms', 'resident, MiB'],
      rows,
    );
  }
});

/**
 * @param {Siege} siege
 * @param {Person[]} both
 * @returns {Promise<Figures>}
 */
async function endure({ attacks, sign }, both) {
  const operator = new Operator(lab.network.inside('server'));
  const before = await operator.next();
  await Promise.all(both.map(noteArrivals));
  const attacker = attacks.length > 0 ? begin(attacks) : undefined;
  let resident = 0;
  const look = setInterval(() => {
    resident = Math.max(resident, residentBytes(Number(lab.server.pid)) / MEBIBYTE);
  }, LOOK);
  try {
    await pause(SECONDS * 1000);
    const sides = await Promise.all(both.map(arrivalsAt));
    const answers = await operator.all();
    assert.deepEqual(
      [...new Set(answers.map(({ health, said }) => `${health} ${said}`))],
      ['200 ok'],
    );
    assert.ok(
      sign === undefined || told(answers.at(-1), sign) > told(before, sign),
      `the operator is not told of ${sign}`,
    );
    return {
      picture: Math.max(...sides.map(({ picture }) => longestGap(picture))),
      sound: Math.max(...sides.map(({ sound }) => longestGap(sound))),
      resident,
    };
  } finally {
    clearInterval(look);
    await attacker?.end();
    await operator.stop();
  }
}

/**
 * From an address of its own, on a computer that has less to say here than the server's.
 *
 * @param {readonly Attack[]} attacks
 */
function begin(attacks) {
  const [command = '', ...inside] = lab.network.inside('router-3');
  const names = attacks.map(({ name }) => name);
  const words = ['nice', '-n', '19', process.execPath, ATTACKER];
  const child = spawn(command, [...inside, ...words, SERVER.ipv4, `${lab.server.port}`, ...names], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const ended = once(child, 'exit');
  return {
    end: async () => {
      child.kill('SIGKILL');
      const [code] = await ended;
      assert.equal(code, null, 'the attacker gave up');
    },
  };
}

/**
 * A metric, of all its labels together if none is named.
 *
 * @param {Answer | undefined} answer
 * @param {string} name
 */
function told(answer, name) {
  const lines = answer?.metrics.split('\n').filter((line) => line.startsWith(name)) ?? [];
  return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}

/** How many peer connections a page has made. @param {Person} person */
function connectionsOf(person) {
  return person.page.evaluate(() => window.peerConnections.length);
}

/** @param {Person} person */
function stateOf(person) {
  return person.page.evaluate(() => window.duologue.state.state);
}

/** The names of a process's threads. @param {number | undefined} pid */
function threadsOf(pid) {
  const folder = `/proc/${pid}/task`;
  return readdirSync(folder)
    .map((task) => readFileSync(`${folder}/${task}/comm`, 'utf8').trim())
    .filter((name) => !AT_TIMES.test(name))
    .sort();
}
