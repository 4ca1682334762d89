import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { Assets } from './assets.js';
import { bundleModules, bundleStyles, inlineScript } from './bundle.js';
import { compressedForms } from './compress.js';

/** @import {Bundle} from './bundle.js' */

const STYLES = /(?:<link rel="stylesheet" href="\/assets\/[^"]+">\s*)+/;
const INLINE = /<script type="module" data-inline src="\/assets\/([^"]+)"><\/script>/;
const SCRIPT = /<script type="module" src="\/assets\/([^"]+)"><\/script>/;
const REFERENCE = /(?<=(?:href|src)=")\/assets\/([^"]+)/g;

/**
 * Makes what is served of the page: each document with one bundle of its modules and one of its
 * style sheets, and beside each file its compressed forms (`.br`, `.gz`).
 *
 * Whatever lies in `assets/` is named by its content, so that browsers keep it for ever.
 *
 * @param {string} web the folder of the sources
 * @param {string} out is made anew
 * @param {string} [maps] where source maps go, made anew too; without it there are none
 */
export async function buildPage(web, out, maps) {
  const assets = new Assets(web);
  const page = new Page(web, assets);
  const names = (await readdir(web)).filter((name) => extname(name) === '.html');
  for (const name of names.sort()) {
    await page.add(name);
  }
  await write(out, page.documents);
  const isMap = (/** @type {string} */ name) => extname(name) === '.map';
  const bundled = [...page.bundled];
  await write(join(out, 'assets'), [...assets.files, ...bundled.filter(([name]) => !isMap(name))]);
  if (maps !== undefined) {
    await rm(maps, { recursive: true, force: true });
    await mkdir(maps, { recursive: true });
    for (const [name, content] of bundled.filter(([each]) => isMap(each))) {
      await writeFile(join(maps, name), content);
    }
  }
}

/** The documents and all that was bundled for them. */
class Page {
  /** @type {Map<string, Uint8Array>} */
  documents = new Map();
  /** @type {Map<string, Uint8Array>} */
  bundled = new Map();
  #web;
  #assets;

  /**
   * @param {string} web
   * @param {Assets} assets
   */
  constructor(web, assets) {
    this.#web = web;
    this.#assets = assets;
  }

  /** @param {string} document */
  async add(document) {
    const source = await readFile(join(this.#web, document), 'utf8');
    const [styles, script, inline] = await Promise.all([
      this.#links(document, source),
      this.#script(source),
      this.#inline(source),
    ]);
    // Whatever else the document names, before the bundles stand in it, which are named already.
    const html = source
      .replace(INLINE, '<inline>')
      .replace(STYLES, '<styles>')
      .replace(SCRIPT, '<modules>')
      .replace(REFERENCE, (_, path) => `/assets/${this.#assets.add(path)}`)
      .replace('<inline>', () => inline)
      .replace('<styles>', () => styles)
      .replace('<modules>', () => script);
    this.documents.set(document, Buffer.from(html));
  }

  /**
   * @param {string} document
   * @param {string} source
   */
  async #links(document, source) {
    const links = source.match(STYLES)?.[0] ?? '';
    const sheets = [...links.matchAll(REFERENCE)].map(([, path]) => String(path));
    const name = basename(document, '.html');
    const { entry, files } = await bundleStyles(this.#web, name, sheets, this.#assets);
    this.#take(files);
    return `<link rel="stylesheet" href="/assets/${entry}">\n    `;
  }

  /** What does not wait for another file. @param {string} source */
  async #inline(source) {
    const [, path] = source.match(INLINE) ?? [];
    return path === undefined ? '' : `<script>${await inlineScript(this.#web, path)}</script>`;
  }

  /** @param {string} source */
  async #script(source) {
    const [, path] = source.match(SCRIPT) ?? [];
    if (path === undefined) {
      return '';
    }
    const { entry, needs, files } = await bundleModules(this.#web, path, this.#assets);
    this.#take(files);
    const preloads = needs.map((name) => `<link rel="modulepreload" href="/assets/${name}">\n    `);
    return `${preloads.join('')}<script type="module" src="/assets/${entry}"></script>`;
  }

  /** @param {Bundle['files']} files */
  #take(files) {
    for (const [name, content] of files) {
      this.bundled.set(name, content);
    }
  }
}

/**
 * @param {string} folder is made anew
 * @param {Iterable<[string, Uint8Array]>} files
 */
async function write(folder, files) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const [name, content] of files) {
    await writeFile(join(folder, name), content);
    for (const [suffix, compressed] of compressedForms(name, content)) {
      await writeFile(join(folder, name + suffix), compressed);
    }
  }
}
