import { withMarkedPart } from '../marked-part.ts';
import type { Source } from '../requirements/read-sources.ts';
import type { PublicReport } from './reports.ts';

/** The document that lists the reports, from the workspace's root. */
export const REPORTS_DOCUMENT = 'docs/public-reports.md';
const marks = ['<!-- public-reports:begin -->', '<!-- public-reports:end -->'] as const;
const none = 'no test yet';

const parenthesised = /\(([^()]*)\)/g;
const codeName = /(?<![\w./-])[A-Za-z][\w.-]*#\d+\b/g;

/** A title of a test, and the codes of the reports that it shows. */
interface Shown {
  readonly file: string;
  readonly title: string;
  readonly codes: readonly string[];
}

/** The document with its table made anew; everything around it is written by hand. */
export function withReports(
  document: string,
  reports: readonly PublicReport[],
  sources: readonly Source[],
): string {
  const shown = shownIn(sources);
  const rows = reports.map((each) => {
    const tests = testsOf(each, shown).map(({ file, title }) => `\`${file}\`: ${escaped(title)}`);
    return row(each.reports.map(link).join(', '), each.symptom, each.right, tests);
  });
  const head = [row('report', 'symptom', 'what must happen', ['shown by']), '| - | - | - | - |'];
  const part = `\n<!-- prettier-ignore -->\n${[...head, ...rows].join('\n')}\n\n`;
  return withMarkedPart(document, { file: REPORTS_DOCUMENT, marks }, part);
}

/** `file: code` for each code in a title that no report has. */
export function unknownReports(
  reports: readonly PublicReport[],
  sources: readonly Source[],
): readonly string[] {
  const known = new Set(reports.flatMap(codesOf));
  return shownIn(sources).flatMap(({ file, codes }) =>
    codes.filter((code) => !known.has(code)).map((code) => `${file}: ${code}`),
  );
}

/** Reports that are not marked as open and that no title names. */
export function unshownReports(
  reports: readonly PublicReport[],
  sources: readonly Source[],
): readonly string[] {
  const shown = shownIn(sources);
  return reports
    .filter((each) => each.isOpen !== true && testsOf(each, shown).length === 0)
    .map(({ reports: [first] }) => first);
}

/** `helm#31690` of `helm/helm#31690`, as titles have it. */
export function codesOf({ reports }: PublicReport): readonly string[] {
  return reports.map((report) => report.slice(report.indexOf('/') + 1));
}

function testsOf(report: PublicReport, shown: readonly Shown[]): readonly Shown[] {
  const codes = new Set(codesOf(report));
  return shown.filter((each) => each.codes.some((code) => codes.has(code)));
}

function shownIn(sources: readonly Source[]): readonly Shown[] {
  return sources.flatMap(({ file, titles }) =>
    titles.map((title) => ({ file, title: oneLine(title), codes: codesIn(title) })),
  );
}

function codesIn(title: string): readonly string[] {
  const parts = [...title.matchAll(parenthesised)].map(([, part = '']) => part);
  return parts.flatMap((part) => part.match(codeName) ?? []);
}

/** Titles out of comments and docstrings have their marks and line ends. */
function oneLine(title: string): string {
  return title
    .replaceAll(/^\s*(?:\/\*\*|\/\/|\*(?!\/))|\*\/\s*$/gm, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

function escaped(text: string): string {
  return text.replaceAll(/[\\|<>*_`$]/g, String.raw`\$&`);
}

function link(report: string): string {
  const [repository = '', number = ''] = report.split('#');
  return `[${escaped(report)}](https://github.com/${repository}/issues/${number})`;
}

function row(report: string, symptom: string, right: string, tests: readonly string[]): string {
  return `| ${report} | ${symptom} | ${right} | ${tests.length === 0 ? none : tests.join('; ')} |`;
}
