import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

/** The launcher beside a Java that says what it was given, on a machine with other control groups. */
const home = mkdtempSync(path.join(tmpdir(), 'duologue-launcher-'));
after(() => rmSync(home, { recursive: true }));

const groups = path.join(home, 'groups');
const ownGroups = path.join(home, 'own-groups');
const launcher = path.join(home, 'duologue');

write('duologue', launcherText(), 0o755);
write('tools/java-home', `#!/bin/sh\necho ${home}\n`, 0o755);
write('bin/java', '#!/bin/sh\nprintf "%s\\n" "$@"\n', 0o755);
write('server/target/duologue.jar', '');
mkdirSync(path.join(home, 'server/target/lib'), { recursive: true });
inGroup('0::/');

describe('the heap', () => {
  test('is 192 MiB where nothing limits it', () => {
    inGroup('0::/');
    assert.equal(heap(), '-Xmx192m');
  });

  for (const [max, expected] of /** @type {const} */ ([
    ['132m', '-Xmx32m'],
    ['512M', '-Xmx412m'],
    ['1g', '-Xmx924m'],
  ])) {
    test(`is --max-memory ${max} less 100 MiB: ${expected}`, () => {
      assert.equal(heap('--max-memory', max), expected);
      assert.equal(heap(`--max-memory=${max}`), expected);
      assert.equal(heapWith({ DUOLOGUE_MAX_MEMORY: max }), expected);
    });
  }

  for (const wrong of ['131m', '512', '512k', '-1m', 'much', '1.5g']) {
    test(`--max-memory ${wrong} is refused in one sentence`, () => {
      const { status, stderr } = start(['--max-memory', wrong]);
      assert.equal(status, 2);
      assert.equal(stderr, `max-memory = ${wrong}: must be 132m or more, such as 512m or 1g\n`);
    });
  }

  test('fits a container, of either version of control groups, and the least of nested ones', () => {
    inGroup('0::/', { 'memory.max': `${256 << 20}` });
    assert.equal(heap(), '-Xmx156m');
    inGroup('0::/a/b', { 'memory.max': 'max', 'a/memory.max': `${200 << 20}` });
    assert.equal(heap(), '-Xmx100m');
    inGroup('4:memory:/a', { 'memory/a/memory.limit_in_bytes': `${180 << 20}` });
    assert.equal(heap(), '-Xmx80m');
    inGroup('0::/', { 'memory.max': `${64 << 20}` });
    assert.equal(heap(), '-Xmx32m');
    inGroup('4:memory:/', { 'memory/memory.limit_in_bytes': '9223372036854771712' });
    assert.equal(heap(), '-Xmx192m');
  });
});

test('every other argument reaches the program as it is', () => {
  const { stdout } = start(['serve', '--max-memory', '1g', '--realm', 'two words', '']);
  const given = stdout.split('\n');
  assert.deepEqual(given.slice(given.indexOf('-jar') + 2, -1), [
    'serve',
    '--realm',
    'two words',
    '',
  ]);
});

test('a JVM that has run out of memory ends, and its status says so', () => {
  const flags = start([]).stdout;
  assert.match(flags, /^-XX:\+ExitOnOutOfMemoryError$/m);
  const java = execFileSync(fileURLToPath(new URL('../tools/java-home', import.meta.url)), {
    encoding: 'utf8',
  }).trim();
  write(
    'Hoard.java',
    'void main() { var all = new java.util.ArrayList<byte[]>();' +
      ' while (true) try { all.add(new byte[1 << 20]); } catch (OutOfMemoryError e) { } }',
  );
  const ended = spawnSync(path.join(java, 'bin/java'), [
    ...flags.split('\n').filter((flag) => /^-X(X:\+(Use|Exit)|ms)/.test(flag)),
    '-Xmx32m',
    path.join(home, 'Hoard.java'),
  ]);
  assert.equal(ended.status, 3);
});

/** @param {string[]} args */
function heap(...args) {
  return maximum(start(args).stdout);
}

/** @param {Record<string, string>} env */
function heapWith(env) {
  return maximum(start([], env).stdout);
}

/** @param {string} flags */
function maximum(flags) {
  return flags.split('\n').find((flag) => flag.startsWith('-Xmx'));
}

/**
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 */
function start(args, env = {}) {
  return spawnSync(launcher, args, { encoding: 'utf8', env: { PATH: process.env.PATH, ...env } });
}

/**
 * @param {string} own the line of the process
 * @param {Record<string, string>} [limits] by file
 */
function inGroup(own, limits = {}) {
  rmSync(groups, { recursive: true, force: true });
  write('own-groups', `3:cpuset:/\n${own}\n`);
  for (const [file, limit] of Object.entries(limits)) {
    write(path.join('groups', file), `${limit}\n`);
  }
}

function launcherText() {
  return readFileSync(new URL('../duologue', import.meta.url), 'utf8')
    .replaceAll('/sys/fs/cgroup', groups)
    .replaceAll('/proc/self/cgroup', ownGroups);
}

/**
 * @param {string} file
 * @param {string} text
 * @param {number} [mode]
 */
function write(file, text, mode = 0o644) {
  const whole = path.join(home, file);
  mkdirSync(path.dirname(whole), { recursive: true });
  writeFileSync(whole, text);
  chmodSync(whole, mode);
}
