import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** An import of the code, a type import (`@import`), or a type that names a module in its place. */
const REFERENCE = /(?:\bfrom|\bimport|\bimport\()\s*'([\w@./][^'\s]*)'/g;

/**
 * Which module needs which, type imports counted: a type is knowledge too.
 *
 * @typedef {Map<string, string[]>} Graph from each module to those that it imports
 *
 * @param {Map<string, string>} sources modules by their paths
 * @returns {Graph}
 */
export function importGraph(sources) {
  return new Map(
    [...sources].map(([path, source]) => {
      const named = [...source.matchAll(REFERENCE)].map(([, name]) => String(name));
      return [path, [...new Set(named)].map((name) => resolve(path, name)).sort()];
    }),
  );
}

/** @param {string} path @param {string} name */
function resolve(path, name) {
  return /^\.\.?\//.test(name) ? join(dirname(path), name) : name;
}

/**
 * All modules below a folder.
 *
 * @param {URL} folder ends with a slash
 */
export function readModules(folder) {
  const files = readdirSync(folder, { recursive: true }).map(String);
  const modules = files.filter((path) => path.endsWith('.js')).sort();
  return new Map(modules.map((path) => [path, readFileSync(new URL(path, folder), 'utf8')]));
}

/** The folder of a module; none for those at the top. @param {string} path */
export function folderOf(path) {
  return path.includes('/') ? (path.split('/')[0] ?? '') : '';
}

/** The same with folders in place of modules. @param {Graph} graph @returns {Graph} */
export function folderGraph(graph) {
  /** @type {Graph} */
  const folders = new Map();
  for (const [path, imported] of graph) {
    const from = folderOf(path);
    const others = imported.map(folderOf).filter((to) => to !== from);
    folders.set(from, [...new Set([...(folders.get(from) ?? []), ...others])]);
  }
  return folders;
}

/**
 * Cycles of a graph: one for each edge that leads back to a node on the way to it.
 *
 * @param {Graph} graph
 * @returns {string[]} as `a → b → a`
 */
export function cycles(graph) {
  /** @type {string[]} */
  const found = [];
  const done = new Set();
  const visit = (/** @type {string} */ node, /** @type {string[]} */ way) => {
    if (way.includes(node)) {
      found.push([...way.slice(way.indexOf(node)), node].join(' → '));
    } else if (!done.has(node)) {
      for (const next of graph.get(node) ?? []) {
        visit(next, [...way, node]);
      }
      done.add(node);
    }
  };
  for (const node of graph.keys()) {
    visit(node, []);
  }
  return found;
}

/**
 * Imports that a rule does not allow.
 *
 * @param {Graph} graph
 * @param {Record<string, (string | RegExp)[]>} rules for each folder the folders and modules that it
 *   may import from besides itself
 * @returns {string[]} as `a → b`
 */
export function breaches(graph, rules) {
  const isAllowed = (/** @type {string} */ from, /** @type {string} */ to) =>
    from === folderOf(to) ||
    rules[from]?.some((rule) => (typeof rule === 'string' ? rule === folderOf(to) : rule.test(to)));
  return [...graph].flatMap(([path, imported]) =>
    imported.filter((to) => !isAllowed(folderOf(path), to)).map((to) => `${path} → ${to}`),
  );
}
