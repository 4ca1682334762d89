import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Server } from './lib/server.js';

const PROGRAM = fileURLToPath(new URL('../duologue', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'duologue-launcher-'));
after(() => rmSync(folder, { recursive: true }));

/** @param {string[]} inside @param {string} data */
async function serves(inside, data) {
  const server = new Server(
    ['serve', '--port=0', '--host=127.0.0.1', `--data-dir=${data}`],
    inside,
  );
  await server.started();
  assert.equal((await fetch(`${server.url}/healthz`)).status, 200);
  await server.stop();
  assert.deepEqual(server.complaints, []);
}

test('another java in the path, and no home', async () => {
  const java = join(folder, 'java');
  writeFileSync(java, '#!/bin/sh\nexit 9\n');
  chmodSync(java, 0o755);
  await serves(
    ['env', '-u', 'HOME', '-u', 'JAVA_HOME', `PATH=${folder}:${process.env.PATH}`],
    join(folder, 'a'),
  );
});

test('a folder that the letters of the locale cannot name', async () => {
  const data = join(folder, '数据');
  await serves(['env', 'LC_ALL=C'], data);
  assert.equal(existsSync(join(data, 'session-key')), true);
});

for (const closed of ['>&-', '2>&-', '<&-', '>&- 2>&- <&-']) {
  test(`standard streams that are closed: ${closed}`, () => {
    const { status } = spawnSync('sh', ['-c', `'${PROGRAM}' nothing ${closed}`]);
    assert.equal(status, 2); // and not that of a shell or JVM that could not begin
  });
}
