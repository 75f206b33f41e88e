/** A requirement's code, such as the N3 of `(N3)` or of `(A3, N9)`. */
export type Code = string;

const list = /(?:^|[\s'"`])\(([A-Z]\d{1,2}(?:, [A-Z]\d{1,2})*)\)/gm;
const definition = /^- \*\*([A-Z]\d{1,2})\*\* /gm;

/** Names of entries of lists that are kept elsewhere: a number or letter alone, or a kind with a number. */
const foreign =
  / \((?:\d{1,2}(?:, \d{1,2})*|[a-z])\)|^\([a-z]\) |\b(?:issue|faults?|finding|deliverable) \d/i;
const foreignName = /^test_[a-z]\d{1,2}_/;

/** The codes that the document defines, in its order. */
export function definedCodes(document: string): readonly Code[] {
  return [...document.matchAll(definition)].map(([, code = '']) => code);
}

/** The codes that stand in parentheses in a text, each once. */
export function codesIn(text: string): readonly Code[] {
  return [...new Set([...text.matchAll(list)].flatMap(([, codes = '']) => codes.split(', ')))];
}

/** Whether a title or the name of a test names an entry of a list that is not in the repository. */
export function namesForeignList(title: string): boolean {
  return foreign.test(title) || foreignName.test(title);
}
