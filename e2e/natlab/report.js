import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const DOCUMENT = fileURLToPath(new URL('../../docs/reliability.md', import.meta.url));

/** Whether everything is run and written down, not only what `make test` has time for. */
export const isWhole = process.env.NATLAB === 'whole';

/**
 * Puts a table into docs/reliability.md, between the marks that name it.
 *
 * @param {string} name
 * @param {string[]} head
 * @param {(string | number)[][]} rows numbers are rounded to whole ones
 */
export function writeTable(name, head, rows) {
  const lines = [head, head.map(() => '---'), ...rows].map(
    (row) => `| ${row.map(cell).join(' | ')} |`,
  );
  const [begin, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
  const text = readFileSync(DOCUMENT, 'utf8');
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) {
    throw new Error(`docs/reliability.md has no place for “${name}”.`);
  }
  const table = `${begin}\n${lines.join('\n')}\n`;
  writeFileSync(DOCUMENT, text.slice(0, from) + table + text.slice(to));
}

/** @param {string | number} value */
function cell(value) {
  return typeof value === 'number' ? Math.round(value).toLocaleString('en') : value;
}
