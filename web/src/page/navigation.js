/**
 * Whether this page is one that was loaded anew in its place.
 *
 * @param {Pick<Performance, 'getEntriesByType'>} performance
 */
export function wasReloaded(performance) {
  const [navigation] = performance.getEntriesByType('navigation');
  return /** @type {PerformanceNavigationTiming | undefined} */ (navigation)?.type === 'reload';
}
