import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wayIntoLab } from '../natlab/way-in.js';

/** @param {(command: string[]) => boolean} allows what this system lets run */
const system = (allows) => (/** @type {string[]} */ command) =>
  command[1] === '-V' || allows(command) ? 0 : 1;
const inNamespace = (/** @type {string[]} */ command) => command[0] === 'unshare';

test('root makes network namespaces where it is', () => {
  assert.deepEqual(
    wayIntoLab(
      system(() => true),
      true,
    ),
    { command: [] },
  );
});

for (const isRoot of [false, true]) {
  test(`a user namespace is the way ${isRoot ? 'where root may do little' : 'without root'}`, () => {
    const { command, obstacle } = wayIntoLab(system(inNamespace), isRoot);
    assert.equal(obstacle, undefined);
    assert.ok(command?.includes('--map-root-user'));
  });
}

test('a system without user namespaces is said in a sentence', () => {
  const nothing = system(() => false);
  assert.match(wayIntoLab(nothing, false).obstacle ?? '', /^they make .* to root alone\.$/);
  assert.match(wayIntoLab(nothing, true).obstacle ?? '', /^they make .* not even to root\.$/);
});

test('a missing tool is named', () => {
  const way = wayIntoLab(([program]) => (program === 'nft' ? null : 0), true);
  assert.deepEqual(way, { obstacle: 'they need nft, which e2e/install-tools installs.' });
});
