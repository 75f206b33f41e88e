import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const sources = join(import.meta.dirname, '../src');

/** Words that stand for nothing a developer of Kubernetes, Nx or Helm would search for. */
const banned = new Set(
  [
    ['word', 'words', 'told', 'tell', 'tells', 'ill', 'hopeless', 'unsaid'],
    ['look', 'looks', 'looked', 'wish', 'wishes', 'judge', 'judges', 'judged'],
    ['door', 'doors', 'stranger', 'strangers', 'way', 'ways'],
  ].flat(),
);

/** Terms of a field that have one of them: POSIX calls the text after an operator a word. */
const allowed = new Set(['inference/container-source.ts: word']);

interface Place {
  readonly line: number;
  readonly text: string;
}

/** The words of a name or a comment, in lower case: `firstLook` has `first` and `look`. */
function wordsIn(text: string): string[] {
  return (text.match(/[A-Z]?[a-z]+|[A-Z]+/g) ?? []).map((word) => word.toLowerCase());
}

function placesIn(file: string, text: string): Place[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const lineOf = (position: number): number =>
    source.getLineAndCharacterOfPosition(position).line + 1;
  const comments = new Map<number, Place>();
  const names: Place[] = [];
  const visit = (node: ts.Node): void => {
    const ranges = [
      ...(ts.getLeadingCommentRanges(text, node.pos) ?? []),
      ...(ts.getTrailingCommentRanges(text, node.end) ?? []),
    ];
    for (const { pos, end } of ranges) {
      comments.set(pos, { line: lineOf(pos), text: text.slice(pos, end) });
    }
    if (ts.isIdentifier(node)) names.push({ line: lineOf(node.getStart(source)), text: node.text });
    for (const child of node.getChildren(source)) visit(child);
  };
  visit(source);
  return [...names, ...comments.values()];
}

/** `base/git.ts:24: words`, once for each word of a line. */
function findings(file: string, text: string): string[] {
  const found = placesIn(file, text).flatMap(({ line, text: place }) =>
    wordsIn(place)
      .filter((word) => banned.has(word) && !allowed.has(`${file}: ${word}`))
      .map((word) => `${file}:${line}: ${word}`),
  );
  return [...new Set(found)];
}

describe('the language of the sources', () => {
  it('has no word in a name or a comment that only this project understands', () => {
    const files = globSync('**/*.{ts,mjs}', { cwd: sources }).toSorted();
    expect(files.length).toBeGreaterThan(200);
    expect(
      files.flatMap((file) => findings(file, readFileSync(join(sources, file), 'utf8'))),
    ).toEqual([]);
  });

  it.each([
    ['/** What it tells. */\nexport const a = 1;\n', 'a.ts:1: tells'],
    ['const firstLook = 1;\n', 'a.ts:1: look'],
    ['export const a = 1; // a way in\n', 'a.ts:1: way'],
    ['export const isHopeless = `${wishes.length}`;\n', 'a.ts:1: hopeless'],
  ])('finds one in %j', (text, expected) => {
    expect(findings('a.ts', text)).toContain(expected);
  });

  it.each(['export const lookup = await;\n', "const text = 'in words';\n", 'const skill = 1;\n'])(
    'finds none in %j',
    (text) => {
      expect(findings('a.ts', text)).toEqual([]);
    },
  );
});
