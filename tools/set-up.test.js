import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const SET_UP = fileURLToPath(new URL('set-up', import.meta.url));
/** What every system has. */
const ORDINARY = ['bash', 'cat', 'dirname', 'env', 'head', 'ln', 'sed', 'sort', 'tr'];

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'duologue-set-up-'));
  for (const folder of ['bin', 'tools', 'e2e']) {
    mkdirSync(join(root, folder));
  }
  copyFileSync(SET_UP, join(root, 'tools/set-up'));
  for (const command of ORDINARY) {
    const { stdout } = spawnSync('which', [command], { encoding: 'utf8' });
    symlinkSync(stdout.trim(), join(root, 'bin', command));
  }
});
afterEach(() => rmSync(root, { recursive: true }));

/** @param {string} path @param {string} script */
function program(path, script) {
  writeFileSync(join(root, path), `#!/usr/bin/env bash\n${script}\n`, { mode: 0o755 });
}

/**
 * A system with these versions installed, and these to be had from its packages.
 *
 * @typedef {{jdk?: string, maven?: string, node?: string}} Versions
 *
 * @param {Versions} installed
 * @param {Versions & {broken?: boolean}} [offered] nothing where there is no apt-get
 * @param {number} [user]
 */
function system(installed, offered, user = 0) {
  const has = (/** @type {string} */ name) => `[ -e "${root}/${name}" ]`;
  for (const [name, version] of Object.entries(installed)) {
    if (version !== undefined) {
      writeFileSync(join(root, name), version);
    }
  }
  program('tools/java-home', `${has('jdk')} && echo /jdk`);
  const mvn = installed.maven === undefined ? 'tools/mvn' : 'bin/mvn'; // moves when it is installed
  program(mvn, `${has('maven')} && echo "Apache Maven $(cat "${root}/maven") (x)"`);
  program('bin/node', `${has('node')} && echo "v$(cat "${root}/node")"`);
  program('bin/npm', '');
  program('bin/id', `echo ${user}`);
  program('e2e/install-tools', `echo browsers`);
  if (offered) {
    const packages = Object.entries({
      'openjdk-25-jdk-headless': ['jdk', offered.jdk],
      maven: ['maven', offered.maven],
      nodejs: ['node', offered.node],
    });
    const policy = packages.map(
      ([name, [, version]]) => `${name}) echo "  Candidate: ${version ?? '(none)'}" ;;`,
    );
    const install = packages.map(
      ([name, [file, version]]) => `*" ${name} "*) echo ${version} >"${root}/${file}" ;;&`,
    );
    program('bin/apt-cache', `case $2 in\n${policy.join('\n')}\nesac`);
    program(
      'bin/apt-get',
      `echo "$*" >>"${root}/apt-get.log"
      [ "$1" = update ] && exit
      ${offered.broken ? 'exit 100' : ''}
      ln -sf "${root}/${mvn}" "${root}/bin/mvn"
      case " $* " in\n${install.join('\n')}\nesac`,
    );
  }
}

/** @param {string} kind */
function setUp(kind) {
  const { status, stdout, stderr } = spawnSync(join(root, 'tools/set-up'), [kind], {
    encoding: 'utf8',
    env: { PATH: join(root, 'bin') },
  });
  const log = join(root, 'apt-get.log');
  const calls = existsSync(log) ? readFileSync(log, 'utf8') : '';
  return { status, stdout, stderr, installs: /^install/m.test(calls), calls };
}

const ALL = { jdk: '25', maven: '3.9.9', node: '20.19.0' };
const UBUNTU = { jdk: '25.0.1+8-1~24.04', maven: '3.8.7-2', node: '18.19.1+dfsg-6ubuntu5' };
const SAME_AGAIN = 'install it and run the same command again.\n';

test('where nothing is missing nothing is done and nothing said', () => {
  system(ALL, UBUNTU);
  assert.deepEqual(setUp('check'), {
    status: 0,
    stdout: '',
    stderr: '',
    installs: false,
    calls: '',
  });
});

test('a fresh system gets all it needs to build, after it was said', () => {
  system({}, UBUNTU);
  const { status, stdout, stderr, calls } = setUp('build');
  assert.equal(stderr, '');
  assert.equal(status, 0);
  assert.match(
    stdout,
    /^Some of what .*\nInstalling openjdk-25-jdk-headless maven nodejs npm\.\n$/,
  );
  assert.match(calls, /^update .*\ninstall .* openjdk-25-jdk-headless maven nodejs npm\n$/);
});

test('only what is missing is installed', () => {
  system({ jdk: '25', node: '18.19.1' }, UBUNTU);
  assert.match(setUp('build').stdout, /\nInstalling maven\.\n$/);
});

test('what is too old counts as missing', () => {
  system({ ...ALL, maven: '3.6.3' }, UBUNTU);
  assert.match(setUp('build').stdout, /\nInstalling maven\.\n$/);
});

test('the browsers come last', () => {
  system(ALL, UBUNTU);
  assert.equal(setUp('test').stdout, 'browsers\n');
});

for (const [what, kind, offered, sentence] of /** @type {const} */ ([
  ['a JDK', 'build', { ...UBUNTU, jdk: undefined }, 'a JDK, version 25 or later'],
  ['a new Maven', 'build', { ...UBUNTU, maven: '3.6.3-5' }, 'Maven, version 3.8.7 or later'],
  ['a new Node.js', 'check', UBUNTU, 'Node.js with npm, version 20 or later'],
])) {
  test(`a system without ${what} is told so in a sentence, and left as it is`, () => {
    system({}, offered);
    const { status, stderr, installs } = setUp(kind);
    assert.equal(status, 1);
    assert.ok(stderr.startsWith(`Duologue needs ${sentence}`) && stderr.endsWith(SAME_AGAIN));
    assert.equal(stderr.split('\n').length, 2);
    assert.equal(installs, false);
  });
}

test('a system with other packages is told what to install', () => {
  system({ jdk: '25' });
  const { status, stderr } = setUp('build');
  assert.equal(status, 1);
  assert.match(
    stderr,
    /^Duologue needs Maven, version 3\.8\.7 or later \(.*\): install it and .*\n$/,
  );
});

test('who may not install is told who may', () => {
  system({ jdk: '25', maven: '3.9.9' }, UBUNTU, 1000);
  const { status, stderr, calls } = setUp('build');
  assert.equal(status, 1);
  assert.match(stderr, /Node\.js with npm, version 18 or later \(.*\): install it/);
  assert.equal(calls, '');
});

test('a package that cannot be installed is named', () => {
  system({ ...ALL, node: undefined }, { ...UBUNTU, broken: true });
  const { status, stderr } = setUp('build');
  assert.equal(status, 1);
  assert.match(stderr, /^Duologue needs nodejs npm, which apt-get could not install: install it/);
});
