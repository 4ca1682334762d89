/**
 * The path below which the server lies, which it writes into its documents where that is not `/`.
 * It begins and ends with a slash.
 */
export function basePath() {
  return document.documentElement.dataset.base ?? '/';
}
