import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { freePort } from './lib/ports.js';
import { until } from './lib/until.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');
const BOOT = fileURLToPath(new URL('lib/boot-systemd', import.meta.url));

/** Why systemd cannot be started here. */
function obstacle() {
  if (!existsSync('/lib/systemd/systemd')) {
    return 'there is no systemd';
  }
  if (process.getuid?.() !== 0) {
    return 'systemd needs root';
  }
  const cgroups = ['--mount', '--cgroup', 'mount', '-t', 'cgroup2', 'cgroup2', '/sys/fs/cgroup'];
  const { status } = spawnSync('unshare', ['--pid', '--fork', ...cgroups]);
  return status === 0 ? false : 'systemd needs cgroups, which cannot be mounted here';
}

describe('examples/duologue.service, under systemd', { skip: obstacle() }, () => {
  let port = 0;
  /** @type {import('node:child_process').ChildProcess} */
  let boot;
  /** Of the first process there, as it is numbered here. */
  let systemd = '';

  before(async () => {
    port = await freePort();
    boot = spawn(BOOT, [ROOT, String(port)], { stdio: ['ignore', 'inherit', 'inherit'] });
    assert.ok(await until(isHealthy, () => boot.exitCode !== null), 'it does not start');
    systemd = readFileSync(`/proc/${boot.pid}/task/${boot.pid}/children`, 'utf8').trim();
  });
  after(() => boot.kill('SIGKILL'));

  const isHealthy = async () => {
    const answer = await fetch(`http://localhost:${port}/healthz`);
    return (await answer.text()).trim() === 'ok';
  };
  const systemctl = (/** @type {string[]} */ ...words) => {
    const inside = ['--target', systemd, '--mount', '--pid', '--cgroup', '--ipc', 'systemctl'];
    return execFileSync('nsenter', [...inside, ...words], { encoding: 'utf8' }).trim();
  };
  const property = (/** @type {string} */ name) =>
    systemctl('show', '--value', `--property=${name}`, 'duologue');

  test('it runs as a user of its own', () => {
    assert.equal(property('ActiveState'), 'active');
    const pid = property('MainPID');
    const inside = ['--target', systemd, '--mount', '--pid', 'cat', `/proc/${pid}/status`];
    const status = execFileSync('nsenter', inside, { encoding: 'utf8' });
    assert.ok(Number(/^Uid:\s+(\d+)/m.exec(status)?.[1]) >= 61_184, status);
  });

  test('a reload leaves it running', async () => {
    const pid = property('MainPID');
    systemctl('reload', 'duologue');
    assert.ok(await until(isHealthy));
    assert.equal(property('MainPID'), pid);
  });

  test('it is started again when it is killed', async () => {
    const pid = property('MainPID');
    systemctl('kill', '--kill-whom=main', '--signal=KILL', 'duologue');
    assert.ok(await until(async () => (await isHealthy()) && property('MainPID') !== pid));
    assert.equal(property('NRestarts'), '1');
  });

  test('it stops', async () => {
    systemctl('stop', 'duologue');
    assert.equal(property('ActiveState'), 'inactive');
    assert.equal(property('Result'), 'success');
  });
});
