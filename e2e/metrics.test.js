import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { freePort } from './lib/ports.js';
import { startServer } from './lib/server.js';
import { until } from './lib/until.js';

/** @import {Server} from './lib/server.js' */

const EXAMPLES = fileURLToPath(new URL('../examples/', import.meta.url));
/** What promtool would have otherwise: people count the days of a certificate. */
const MEANT = /^$|^duologue_certificate_days_left use base unit "seconds"/;
/** What is scraped by itself, and not by us. */
const OF_PROMETHEUS = ['up'];

/** @type {Server} */
let server;
/** @type {string} */
let operator;
before(async () => {
  const port = await freePort();
  operator = `127.0.0.1:${port}`;
  server = await startServer({ args: [`--metrics-listen=${operator}`] });
});
after(() => server.stop());

async function metrics() {
  return (await fetch(`http://${operator}/metrics`)).text();
}

test('promtool finds nothing wrong with what is told', async () => {
  const input = await metrics();
  const said = spawnSync('promtool', ['check', 'metrics'], { input, encoding: 'utf8' });
  const lines = (said.stderr + said.stdout).split('\n').filter((line) => !MEANT.test(line));
  assert.deepEqual(lines, []);
});

test('every alert fires when it shall, and not before', () => {
  const file = join(EXAMPLES, 'alerts.test.yml');
  const said = spawnSync('promtool', ['test', 'rules', file], { encoding: 'utf8' });
  assert.equal(said.status, 0, said.stderr + said.stdout);
});

test('every alert has a test', () => {
  const rules = readFileSync(join(EXAMPLES, 'alerts.yml'), 'utf8');
  const tests = readFileSync(join(EXAMPLES, 'alerts.test.yml'), 'utf8');
  for (const [, name] of rules.matchAll(/alert: (\w+)/g)) {
    assert.ok(tests.includes(`alertname: ${name}\n`), name);
  }
});

test('what the board and the alerts ask for is told', async () => {
  const told = await metrics();
  // With the kind of each, for of some there are no samples before something happens.
  const lines = told.matchAll(/^(?:# TYPE )?([a-z_]+)[ {]/gm);
  const names = new Set([...lines].map(([, name]) => name));
  const asked = ['grafana.json', 'alerts.yml'].flatMap((file) => [
    ...readFileSync(join(EXAMPLES, file), 'utf8').matchAll(/\b(?:duologue|process)_[a-z_]+\b/g),
  ]);
  assert.ok(asked.length > 20);
  for (const [name] of asked) {
    assert.ok(names.has(name) || OF_PROMETHEUS.includes(name), name);
  }
});

test('Prometheus scrapes it, and can answer everything that the board asks', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'duologue-prometheus-'));
  const port = await freePort();
  const config = readFileSync(join(EXAMPLES, 'prometheus.yml'), 'utf8');
  writeFileSync(
    join(folder, 'prometheus.yml'),
    config.replace('15s', '1s\n  scrape_timeout: 1s').replaceAll('127.0.0.1:9464', operator),
  );
  cpSync(join(EXAMPLES, 'alerts.yml'), join(folder, 'alerts.yml'));
  const prometheus = spawn(
    'prometheus',
    [
      `--config.file=${folder}/prometheus.yml`,
      `--storage.tsdb.path=${folder}/data`,
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    { stdio: 'ignore' },
  );
  try {
    const query = async (/** @type {string} */ expression) => {
      const url = `http://127.0.0.1:${port}/api/v1/query?query=${encodeURIComponent(expression)}`;
      return (await fetch(url)).json();
    };
    const isThere = async () => (await query('duologue_build_info')).data.result.length === 1;
    assert.ok(await until(isThere), 'Prometheus has scraped nothing');
    const board = JSON.parse(readFileSync(join(EXAMPLES, 'grafana.json'), 'utf8'));
    const targets = board.panels.flatMap((/** @type {any} */ panel) => panel.targets);
    for (const { expr } of targets) {
      const asked = expr
        .replaceAll('$__rate_interval', '1m')
        .replaceAll('$job', 'duologue')
        .replaceAll('$instance', '.*');
      const answer = await query(asked);
      assert.equal(answer.status, 'success', `${asked}: ${answer.error}`);
    }
  } finally {
    prometheus.kill('SIGKILL');
    await once(prometheus, 'exit');
    rmSync(folder, { recursive: true, force: true });
  }
});
