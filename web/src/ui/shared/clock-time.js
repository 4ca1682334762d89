/**
 * A duration as `mm:ss` or `hh:mm:ss`.
 *
 * @param {number} ms
 */
export function clockTime(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const [hours, minutes, rest] = parts.map((part) => String(part).padStart(2, '0'));
  return parts[0] ? `${hours}:${minutes}:${rest}` : `${minutes}:${rest}`;
}
