/** @param {number[]} values */
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = [sorted[middle - 1], sorted[middle]];
  return sorted.length % 2 === 0 ? (low + high) / 2 : high;
}

/**
 * Prints a table in Markdown; numbers are rounded to whole ones.
 *
 * @param {string[]} head
 * @param {(string | number)[][]} rows
 */
export function printTable(head, rows) {
  const cell = (/** @type {string | number} */ value) =>
    typeof value === 'number' ? Math.round(value).toLocaleString('en') : value;
  for (const row of [head, head.map(() => '---'), ...rows]) {
    console.log(`| ${row.map(cell).join(' | ')} |`);
  }
}
