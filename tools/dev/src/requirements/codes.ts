/** A requirement's code, such as the N3 of `(N3)`, of `(A3, N9)` or of `(see N3)`. */
export type Code = string;

/** What stands in parentheses, but for the arguments of a call. */
const parenthesised = /(?<![\w\])>])\(([^()]*)\)/g;
const codeName = /(?<![\w.$#]|[A-Za-z]-)[A-Z]\d{1,2}(?!\w)/g;
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
  const parts = [...text.matchAll(parenthesised)].map(([, part = '']) => part);
  return [...new Set(parts.flatMap((part) => part.match(codeName) ?? []))];
}

/** Whether a title or the name of a test names an entry of a list that is not in the repository. */
export function namesForeignList(title: string): boolean {
  return foreign.test(title) || foreignName.test(title);
}
