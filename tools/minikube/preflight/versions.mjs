// Also the set-up asks this, of whatever Node a system brings: nothing newer than Node 12 stands here.

/**
 * Compares part by part, as numbers: 20.9 is older than 20.19.
 *
 * @param {string} text
 * @param {string} minimum
 */
export function isAtLeast(text, minimum) {
  const have = parseVersion(text);
  const want = parseVersion(minimum);
  if (have === undefined || want === undefined) return false;
  for (const [index, wanted] of want.entries()) {
    const difference = (have[index] || 0) - wanted;
    if (difference !== 0) return difference > 0;
  }
  return true;
}

/**
 * The first `1.2.3`, `1.2` or `go1.2.3` in a text, as numbers.
 *
 * @param {string} text
 * @returns {readonly number[] | undefined}
 */
export function parseVersion(text) {
  const match = /(\d+)\.(\d+)(?:\.(\d+))?/.exec(text);
  if (match === null) return undefined;
  return match.slice(1).map((part) => Number(part || 0));
}
