import { UserError } from '@taskora/base/errors';

/** A part of a document that is written by a program; everything around it is written by hand. */
export interface MarkedPart {
  /** The document, from the workspace's root. */
  readonly file: string;
  readonly marks: readonly [begin: string, end: string];
}

/** A document with a text in place of what stands between two marks, each of which it has once. */
export function withMarkedPart(
  document: string,
  { file, marks: [begin, end] }: MarkedPart,
  text: string,
): string {
  const [before = '', rest = '', ...more] = document.split(begin);
  const [, after, ...others] = rest.split(end);
  if (after !== undefined && !before.includes(end) && more.length === 0 && others.length === 0) {
    return `${before}${begin}${text}${end}${after}`;
  }
  throw new UserError(
    'MARKERS_MISSING',
    `${file} does not have ${begin} and ${end} once each`,
    `put them back (git diff ${file}), then run this command again`,
  );
}
