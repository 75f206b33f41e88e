/** A document with a text in place of what stands between two marks; undefined unless each is there once. */
export function withMarkedPart(
  document: string,
  [begin, end]: readonly [begin: string, end: string],
  text: string,
): string | undefined {
  const [before = '', rest = '', ...more] = document.split(begin);
  const [, after, ...others] = rest.split(end);
  if (after === undefined || more.length > 0 || others.length > 0) return undefined;
  return `${before}${begin}${text}${end}${after}`;
}
