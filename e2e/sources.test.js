import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { call, twoPeople } from './lib/calls.js';
import { newRoom, Scene } from './lib/scene.js';

const WEB = fileURLToPath(new URL('../web/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'duologue-sources-'));
cpSync(WEB, folder, { recursive: true, filter: (path) => !/\/(target|test)$/.test(path) });
after(() => rmSync(folder, { recursive: true }));

// What `make dev` does, with sources that a test may change.
const scene = new Scene({ serverArgs: ['--web-dir', folder] });

test('the sources are the page: a whole call', async () => {
  const [ann, ben] = await twoPeople(scene, newRoom());
  await call(ann, ben);
});

test('a change of a module or a style sheet shows by reloading', async () => {
  const person = await scene.arrive();
  await person.open(`${scene.server.url}/?lang=en`);
  await person.findsButton('Start a call');
  const words = join(folder, 'src/i18n/en.js');
  writeFileSync(words, readFileSync(words, 'utf8').replace("'Start a call'", "'Begin a call'"));
  writeFileSync(join(folder, 'styles/home.css'), 'body { --changed: 1 }');
  await person.page.reload();
  await person.findsButton('Begin a call');
  const changed = await person.page.evaluate(() =>
    getComputedStyle(document.body).getPropertyValue('--changed'),
  );
  assert.equal(changed.trim(), '1');
});
