import { readFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { build } from 'esbuild';

/** @import {BuildOptions, Metafile, OutputFile, Plugin} from 'esbuild' */
/** @import {Assets} from './assets.js' */

/**
 * @typedef {object} Bundle
 * @property {string} entry the name of the file that a document links to
 * @property {string[]} needs the names of what the entry imports, so that they can be fetched with it
 * @property {Map<string, Uint8Array>} files all of them by their names, source maps included
 */

/**
 * Bundles modules: what is imported statically becomes one file, and each `import()` another.
 *
 * @param {string} web the folder of the sources
 * @param {string} entry relative to it
 * @param {Assets} assets takes the files that the modules name
 * @returns {Promise<Bundle>}
 */
export function bundleModules(web, entry, assets) {
  return bundle(web, {
    entryPoints: [entry],
    format: 'esm',
    splitting: true,
    target: 'es2024',
    sourcemap: 'external',
    plugins: [assetUrls(web, assets)],
  });
}

/**
 * Bundles modules into a script for the document itself.
 *
 * @param {string} web the folder of the sources
 * @param {string} entry relative to it
 * @returns {Promise<string>}
 */
export async function inlineScript(web, entry) {
  const { files } = await bundle(web, { entryPoints: [entry], format: 'iife', target: 'es2024' });
  const [script] = files.values();
  // Within a string, which is the only place where it can stand.
  return new TextDecoder().decode(script).trim().replaceAll('</script', '<\\/script');
}

/**
 * Bundles style sheets in their order.
 *
 * @param {string} web the folder of the sources
 * @param {string} name of the bundle
 * @param {string[]} sheets relative to it
 * @param {Assets} assets takes the pictures that they name
 * @returns {Promise<Bundle>}
 */
export function bundleStyles(web, name, sheets, assets) {
  return bundle(web, {
    stdin: {
      contents: sheets.map((sheet) => `@import "./${sheet}";`).join('\n'),
      loader: 'css',
      resolveDir: web,
      sourcefile: `${name}.css`,
    },
    entryNames: `${name}-[hash]`,
    plugins: [pictures(web, assets)],
  });
}

/**
 * @param {string} web
 * @param {BuildOptions} options
 * @returns {Promise<Bundle>}
 */
async function bundle(web, options) {
  const { metafile, outputFiles } = await build({
    absWorkingDir: web, // names in the output do not depend on where the project lies
    outdir: 'assets',
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    bundle: true,
    minify: true,
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'silent', // errors are thrown
    ...options,
    metafile: true,
    write: false,
  });
  const entry = Object.entries(/** @type {Metafile} */ (metafile).outputs).find(
    ([path, { entryPoint }]) => !path.endsWith('.map') && isEntry(options, entryPoint),
  );
  const [path = ''] = entry ?? [];
  const outputs = /** @type {OutputFile[]} */ (outputFiles);
  return {
    entry: basename(path),
    needs: [...importedBy(path, metafile.outputs)].map((each) => basename(each)),
    files: new Map(outputs.map(({ path: file, contents }) => [basename(file), contents])),
  };
}

/** @param {BuildOptions} options @param {string} [entryPoint] */
function isEntry({ entryPoints, stdin }, entryPoint) {
  const entry = /** @type {string[] | undefined} */ (entryPoints)?.[0] ?? stdin?.sourcefile;
  return entryPoint !== undefined && entryPoint === entry;
}

/**
 * What a file of the output imports statically, and what that imports.
 *
 * @param {string} path
 * @param {Metafile['outputs']} outputs
 * @param {Set<string>} [found]
 */
function importedBy(path, outputs, found = new Set()) {
  for (const { kind, path: imported } of outputs[path]?.imports ?? []) {
    if (kind === 'import-statement' && !found.has(imported)) {
      found.add(imported);
      importedBy(imported, outputs, found);
    }
  }
  return found;
}

/**
 * `new URL('…', import.meta.url)` names a file beside the module, whatever its name became.
 *
 * @param {string} web
 * @param {Assets} assets
 * @returns {Plugin}
 */
function assetUrls(web, assets) {
  const source = join(web, 'src');
  return {
    name: 'asset-urls',
    setup({ onLoad }) {
      onLoad({ filter: /\.js$/ }, async ({ path }) => {
        const code = await readFile(path, 'utf8');
        if (!path.startsWith(source) || !code.includes('import.meta.url')) {
          return null;
        }
        const folder = relative(web, join(path, '..'));
        const contents = code.replace(
          /new URL\('([^']+)', import\.meta\.url\)/g,
          (_, file) => `new URL('./${assets.add(join(folder, file))}', import.meta['url'])`,
        );
        return contents.includes('import.meta.url')
          ? { errors: [{ text: "import.meta.url stands only in new URL('…', import.meta.url)" }] }
          : { contents };
      });
    },
  };
}

/**
 * @param {string} web
 * @param {Assets} assets
 * @returns {Plugin}
 */
function pictures(web, assets) {
  return {
    name: 'pictures',
    setup({ onResolve }) {
      onResolve({ filter: /\.(svg|png)$/ }, ({ path, resolveDir }) => ({
        path: `./${assets.add(relative(web, join(resolveDir, path)))}`,
        external: true,
      }));
    },
  };
}
