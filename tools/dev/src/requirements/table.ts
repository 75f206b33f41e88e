import { withMarkedPart } from '../marked-part.ts';
import { codesIn, definedCodes, namesForeignList } from './codes.ts';
import type { Source } from './read-sources.ts';

/** The document that defines the requirements, from the workspace's root. */
export const DOCUMENT = 'docs/requirements.md';
const marks = ['<!-- requirements:begin -->', '<!-- requirements:end -->'] as const;

/** The document with its table made anew of the titles; everything around it is written by hand. */
export function withTable(document: string, sources: readonly Source[]): string {
  const shownBy = filesByCode(sources);
  const rows = definedCodes(document).map((code) => {
    const files = shownBy.get(code)?.map((file) => `\`${file}\``);
    return row(code, files?.join(', ') ?? 'not shown yet');
  });
  const table = [row('code', 'shown by'), row('----', '--------'), ...rows].join('\n');
  const part = `\n<!-- prettier-ignore -->\n${table}\n\n`;
  return withMarkedPart(document, { file: DOCUMENT, marks }, part);
}

/** `file: code` for each code of the sources that the document does not define. */
export function undefinedCodes(document: string, sources: readonly Source[]): readonly string[] {
  const defined = new Set(definedCodes(document));
  return sources.flatMap(({ file, text }) =>
    codesIn(text)
      .filter((code) => !defined.has(code))
      .map((code) => `${file}: ${code}`),
  );
}

/** `file: title` for each title that names an entry of a list that is not in the repository. */
export function foreignTitles(sources: readonly Source[]): readonly string[] {
  return sources.flatMap(({ file, titles }) =>
    titles.filter(namesForeignList).map((title) => `${file}: ${title}`),
  );
}

function filesByCode(sources: readonly Source[]): ReadonlyMap<string, readonly string[]> {
  const shown = new Map<string, string[]>();
  for (const { file, titles } of sources) {
    for (const code of codesIn(titles.join('\n'))) {
      shown.set(code, [...(shown.get(code) ?? []), file]);
    }
  }
  return shown;
}

function row(code: string, files: string): string {
  return `| ${code} | ${files} |`;
}
