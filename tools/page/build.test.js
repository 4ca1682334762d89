import assert from 'node:assert/strict';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { buildPage } from './build.js';

const WEB = fileURLToPath(new URL('../../web/', import.meta.url));
const HASHED = /^[\w-]+-(?:[0-9A-Z]{8}|[0-9a-f]{10})\.(?:js|css|svg|png|webmanifest)$/;

/** What a first visit to a room may ask for. */
const FIRST_REQUESTS = 8;

let folder = '';
let out = '';
let maps = '';

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'duologue-page-'));
  out = join(folder, 'out');
  maps = join(folder, 'maps');
  await buildPage(WEB, out, maps);
});
after(() => rm(folder, { recursive: true }));

/** Every file of a folder with its content. @param {string} [path] */
async function contents(path = out) {
  const files = await readdir(path, { recursive: true, withFileTypes: true });
  const names = files
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath ?? file.path, file.name));
  const all = await Promise.all(names.map((name) => readFile(name)));
  return new Map(names.map((name, i) => [name.slice(path.length + 1), all[i] ?? Buffer.of()]));
}

/** The names of the files in `assets/`, without their compressed forms. */
async function assets() {
  return (await readdir(join(out, 'assets'))).filter((name) => !/\.(br|gz)$/.test(name));
}

/** @param {string} document */
async function linked(document) {
  const html = await readFile(join(out, document), 'utf8');
  return [...html.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, path]) => String(path));
}

test('whatever browsers keep for ever is named by its content', async () => {
  for (const name of await assets()) {
    assert.match(name, HASHED);
  }
});

test('a document links to files that are there and to nothing of others', async () => {
  const there = new Set((await assets()).map((name) => `/assets/${name}`));
  for (const document of ['index.html', 'home.html', '404.html']) {
    for (const path of await linked(document)) {
      assert.ok(there.has(path) || path === '/', `${document} links to ${path}`);
    }
  }
});

test('what a bundle names beside itself is there', async () => {
  const there = new Set(await assets());
  const named = [];
  for (const name of there) {
    const text = await readFile(join(out, 'assets', name), 'utf8');
    if (/\.(js|css|webmanifest)$/.test(name)) {
      const beside = /\.\/[\w-]+-\w+\.\w+|(?<="src":")[^"]+/g;
      named.push(...[...text.matchAll(beside)].map(([each]) => each.replace('./', '')));
    }
  }
  assert.ok(named.length > 8);
  assert.deepEqual(
    named.filter((name) => !there.has(name)),
    [],
  );
});

test('a document has one style sheet, and names at once all modules that it starts with', async () => {
  for (const document of ['index.html', 'home.html']) {
    const paths = await linked(document);
    assert.equal(paths.filter((path) => path.endsWith('.css')).length, 1);
    const modules = paths.filter((path) => path.endsWith('.js'));
    for (const path of modules) {
      const code = await readFile(join(out, path), 'utf8');
      for (const [, name] of code.matchAll(/(?:from|import)"\.\/([^"]+)"/g)) {
        assert.ok(modules.includes(`/assets/${name}`), `${document}: ${name}`);
      }
    }
  }
  const atOnce = (await linked('index.html')).filter((path) => /\.(js|css)$/.test(path));
  const others = ['document', 'WebSocket', 'icon', 'sprite', 'invitation', 'QR image'];
  assert.equal(atOnce.length + others.length, FIRST_REQUESTS);
});

test('the script that connects stands in the document, before what it must not wait for', async () => {
  const html = await readFile(join(out, 'index.html'), 'utf8');
  const [, script = ''] = html.match(/<script>([^<]+)<\/script>/) ?? [];
  assert.match(script, /WebSocket/);
  assert.ok(script.length < 2000, `${script.length} characters that no browser keeps`);
  assert.ok(html.indexOf('<script>') < html.indexOf('rel="stylesheet"'));
  assert.doesNotMatch(html, /data-inline/);
});

test('a file lies beside its compressed forms, which are that file', async () => {
  const all = await contents();
  const forms = [...all].filter(([name]) => /\.(br|gz)$/.test(name));
  assert.ok(forms.length > 20);
  for (const [name, form] of forms) {
    const plain = name.endsWith('.br') ? brotliDecompressSync(form) : gunzipSync(form);
    assert.deepEqual(plain, all.get(name.slice(0, -3)), name);
    assert.ok(form.length < plain.length, name);
  }
  for (const name of all.keys()) {
    if (/\.(html|js|css)$/.test(name)) {
      assert.ok(all.has(`${name}.br`) && all.has(`${name}.gz`), name);
    }
  }
});

test('source maps are made and not served', async () => {
  assert.deepEqual(
    [...(await contents()).keys()].filter((name) => name.endsWith('.map')),
    [],
  );
  const names = await readdir(maps);
  const modules = (await assets()).filter((name) => name.endsWith('.js'));
  assert.deepEqual(names.sort(), modules.map((name) => `${name}.map`).sort());
});

test('two builds of the same sources, wherever they lie, are the same', async () => {
  const copy = join(folder, 'copy');
  await cp(WEB, copy, { recursive: true, filter: (path) => !/\/(target|test)$/.test(path) });
  await buildPage(copy, join(folder, 'again'));
  assert.deepEqual(await contents(join(folder, 'again')), await contents());
});

test('a changed module has another name, and so has whatever names it', async () => {
  const copy = join(folder, 'changed');
  await cp(WEB, copy, { recursive: true, filter: (path) => !/\/(target|test)$/.test(path) });
  const file = join(copy, 'src/ui/lobby/unsupported-view.js');
  await writeFile(file, `${await readFile(file, 'utf8')}\nconsole.log('changed');\n`);
  await buildPage(copy, join(folder, 'other'));
  const before = new Set(await linked('index.html'));
  const html = await readFile(join(folder, 'other/index.html'), 'utf8');
  const [, main = ''] = html.match(/src="([^"]+)"/) ?? [];
  assert.ok(!before.has(main));
});

test('a build leaves nothing of the one before it', async () => {
  const again = join(folder, 'reused');
  await buildPage(WEB, again);
  await writeFile(join(again, 'assets/old-AAAAAAAA.js'), '');
  await writeFile(join(again, 'old.html'), '');
  await buildPage(WEB, again);
  assert.deepEqual(
    [...(await contents(again)).keys()].sort(),
    [...(await contents()).keys()].sort(),
  );
});

test('an error in a source says where it is', async () => {
  const copy = join(folder, 'broken');
  await cp(WEB, copy, { recursive: true, filter: (path) => !/\/(target|test)$/.test(path) });
  await writeFile(join(copy, 'src/page/clock.js'), 'export const = 1;');
  await assert.rejects(buildPage(copy, join(folder, 'none')), /src\/page\/clock\.js:1:13: ERROR/);
});
