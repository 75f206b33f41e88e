import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** Words that stand for nothing a developer of this field would search for; docs/glossary.md has the terms. */
const banned = new Set(
  [
    ['word', 'words', 'told', 'tell', 'tells', 'ill', 'hopeless', 'unsaid', 'heed', 'heeds'],
    [
      'look',
      'looks',
      'looked',
      'looking',
      'outlook',
      'wish',
      'wishes',
      'judge',
      'judges',
      'judged',
    ],
    ['door', 'doors', 'stranger', 'strangers', 'way', 'ways', 'settled', 'accidents'],
    ['brain', 'mind', 'hear', 'hears', 'heard'],
  ].flat(),
);

interface Place {
  readonly line: number;
  readonly text: string;
}

/** Names of JavaScript and of React Query. */
const foreignNames = /\b(?:allSettled|PromiseSettledResult|onSettled)\b/g;

/** The words of a name or a comment, in lower case: `firstLook` has `first` and `look`. */
function wordsIn(text: string): string[] {
  return (text.replaceAll(foreignNames, '').match(/[A-Z]?[a-z]+|[A-Z]+/g) ?? []).map((word) =>
    word.toLowerCase(),
  );
}

/** The names and comments of TypeScript and JavaScript; what stands in strings is for people and left out. */
function placesInScript(file: string, text: string): Place[] {
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

const strings = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/g;

/** Python: doc strings count as comments, all other strings are left out. */
function placesInPython(_file: string, text: string): Place[] {
  const token = new RegExp(
    `("""|''')[\\s\\S]*?\\1|#[^\\n]*|${strings.source}|[A-Za-z_][A-Za-z0-9_]*`,
    'g',
  );
  return [...text.matchAll(token)]
    .filter(([found]) => !/^['"](?!""|'')/.test(found))
    .map(({ 0: found, index }) => ({ line: text.slice(0, index).split('\n').length, text: found }));
}

/** Everything else that has comments and names, such as YAML, Dockerfiles and shell, and whole documents. */
function placesInText(_file: string, text: string): Place[] {
  return text.split('\n').map((line, index) => ({ line: index + 1, text: line }));
}

function readerOf(file: string): (file: string, text: string) => Place[] {
  if (/\.(?:[cm]?[jt]s|tsx)$/.test(file)) return placesInScript;
  return file.endsWith('.py') ? placesInPython : placesInText;
}

/**
 * The banned words in the names and comments of a file, as `base/git.ts:24: words`, once for each line.
 *
 * @param allowed terms of a field that have one of them: `word` everywhere, or `base/git.ts: word` in one file
 */
export function languageFindings(
  file: string,
  text: string,
  allowed: ReadonlySet<string> = new Set(),
): string[] {
  const found = readerOf(file)(file, text).flatMap(({ line, text: place }) =>
    wordsIn(place)
      .filter((word) => banned.has(word))
      .filter((word) => !allowed.has(word) && !allowed.has(`${file}: ${word}`))
      .map((word) => `${file}:${line}: ${word}`),
  );
  return [...new Set(found)];
}

export interface Language {
  readonly files: readonly string[];
  readonly findings: readonly string[];
}

/** Checks the files below a folder that a pattern, such as the glob for all `.ts`, selects. */
export function checkLanguage(
  folder: string,
  {
    patterns = ['**/*.{ts,tsx,mjs}'],
    exclude = [],
    allowed = [],
  }: {
    readonly patterns?: readonly string[];
    readonly exclude?: readonly string[];
    readonly allowed?: readonly string[];
  } = {},
): Language {
  // A changelog is made of the subjects of commits, which stay as they are.
  const built = [
    ...['**/node_modules/**', '**/dist/**', '**/.next/**', '**/*.gen.ts'],
    '**/CHANGELOG.md',
  ];
  const files = globSync([...patterns], {
    cwd: folder,
    exclude: [...built, ...exclude],
  }).toSorted();
  const terms = new Set(allowed);
  const findings = files.flatMap((file) =>
    languageFindings(file, readFileSync(join(folder, file), 'utf8'), terms),
  );
  return { files, findings };
}
