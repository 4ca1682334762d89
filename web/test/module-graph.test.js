import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { describe, test } from 'node:test';
import {
  breaches,
  cycles,
  folderGraph,
  folderOf,
  importGraph,
  readModules,
} from './module-graph.js';

const WEB = new URL('../', import.meta.url);
const SOURCES = readModules(new URL('src/', WEB));
const GRAPH = importGraph(SOURCES);

/** What each folder may import from besides itself; the modules at the top wire everything. */
const RULES = {
  '': ['call', 'i18n', 'media', 'page', 'rtc', 'signaling', 'ui'],
  call: ['media', 'page', 'rtc', 'signaling'],
  i18n: [],
  media: ['page'],
  page: [],
  // The words of the protocol, and nothing of the connection to the server.
  rtc: ['page', /^media\/media-kind\.js$/, /^signaling\/message(s|-reader)\.js$/],
  signaling: [/^page\/(clock|event-log|names)\.js$/],
  ui: ['call', 'i18n', 'media', 'page', 'signaling'],
};

describe('modules', () => {
  test('import only modules of ours, by relative paths, that are there', () => {
    for (const [path, imported] of GRAPH) {
      for (const to of imported) {
        assert.ok(GRAPH.has(to), `${path} imports ${to}`);
      }
    }
  });

  test('import only from the folders that theirs may know', () => {
    assert.deepEqual(breaches(GRAPH, RULES), []);
  });

  test('import each other in one direction, folders too', () => {
    assert.deepEqual(cycles(GRAPH), []);
    assert.deepEqual(cycles(folderGraph(GRAPH)), []);
  });

  test('have a test of their name, where they are more than types, words and layout', () => {
    const isTested = (/** @type {string} */ path) =>
      existsSync(new URL(`test/${path.replace(/\.js$/, '.test.js')}`, WEB));
    // An element lays out a part of a screen; the tests in browsers see it.
    const isLayout = (/** @type {string} */ source) => /^customElements\.define\(/m.test(source);
    const untested = [...SOURCES]
      .filter(([path, source]) => folderOf(path) !== 'i18n' && !isLayout(source))
      .filter(([path, source]) => /^export [^{]/m.test(source) && !isTested(path))
      .map(([path]) => path);
    assert.deepEqual(untested, []);
  });
});

describe('the checks of modules see', () => {
  /** @param {Record<string, string>} sources */
  const graph = (sources) => importGraph(new Map(Object.entries(sources)));

  for (const [kind, source] of Object.entries({
    'an import': "import { App } from '../ui/app.js';",
    'an import of several lines': "import {\n  App,\n  View,\n} from '../ui/app.js';",
    'an import for its effect': "import '../ui/app.js';",
    'a late import': "const { App } = await import('../ui/app.js');",
    'an export': "export { App } from '../ui/app.js';",
    'a type import': "/** @import {App} from '../ui/app.js' */",
    'a type in its place': "/** @param {import('../ui/app.js').App} app */",
  })) {
    test(kind, () => {
      const planted = graph({ 'call/call.js': source, 'ui/app.js': '' });
      assert.deepEqual(breaches(planted, RULES), ['call/call.js → ui/app.js']);
    });
  }

  test('that only some modules of a folder are allowed', () => {
    const planted = graph({
      'signaling/a.js': "import '../page/clock.js';\nimport '../page/storage.js';",
    });
    assert.deepEqual(breaches(planted, RULES), ['signaling/a.js → page/storage.js']);
  });

  test('cycles of modules and of folders', () => {
    const planted = graph({
      'media/a.js': "import './b.js';",
      'media/b.js': "import '../page/c.js';",
      'page/c.js': '',
      'page/d.js': "/** @import {A} from '../media/a.js' */",
    });
    assert.deepEqual(cycles(planted), []);
    assert.deepEqual(cycles(folderGraph(planted)), ['media → page → media']);
    planted.set('page/c.js', ['media/a.js']);
    assert.deepEqual(cycles(planted), ['media/a.js → media/b.js → page/c.js → media/a.js']);
  });
});
