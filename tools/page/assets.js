import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';

/**
 * The files that the page takes as they are, each named by its content: `icons/app.svg` becomes
 * `app-1f2e3d4c5b.svg`. All of them lie in one folder, so `./name` refers to one from anywhere.
 */
export class Assets {
  /** @type {Map<string, Uint8Array>} */
  files = new Map();
  #web;

  /** @param {string} web the folder of the sources */
  constructor(web) {
    this.#web = web;
  }

  /**
   * Takes a file into the page.
   *
   * @param {string} path relative to the sources
   * @returns {string} its name
   */
  add(path) {
    const source = readFileSync(join(this.#web, path));
    const content = extname(path) === '.webmanifest' ? this.#manifest(path, source) : source;
    const hash = createHash('sha256').update(content).digest('hex').slice(0, 10);
    const name = `${basename(path, extname(path))}-${hash}${extname(path)}`;
    this.files.set(name, content);
    return name;
  }

  /**
   * A manifest names its icons relative to itself.
   *
   * @param {string} path
   * @param {Uint8Array} source
   */
  #manifest(path, source) {
    const manifest = JSON.parse(Buffer.from(source).toString());
    for (const icon of manifest.icons) {
      icon.src = this.add(join(dirname(path), icon.src));
    }
    return Buffer.from(JSON.stringify(manifest));
  }
}
