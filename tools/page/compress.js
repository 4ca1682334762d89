import { extname } from 'node:path';
import { brotliCompressSync, gzipSync, constants as z } from 'node:zlib';

/**
 * The compressed forms of a file that are smaller than it, by the suffixes of their names.
 *
 * @param {string} name
 * @param {Uint8Array} content
 * @returns {[string, Uint8Array][]}
 */
export function compressedForms(name, content) {
  if (extname(name) === '.png') {
    return []; // which is compressed
  }
  const params = {
    [z.BROTLI_PARAM_QUALITY]: z.BROTLI_MAX_QUALITY,
    [z.BROTLI_PARAM_MODE]: z.BROTLI_MODE_TEXT,
    [z.BROTLI_PARAM_SIZE_HINT]: content.length,
  };
  const forms = /** @type {[string, Uint8Array][]} */ ([
    ['.br', brotliCompressSync(content, { params })],
    ['.gz', gzipSync(content, { level: z.Z_BEST_COMPRESSION })],
  ]);
  return forms.filter(([, form]) => form.length < content.length);
}
