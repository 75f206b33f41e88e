import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Source } from '../requirements/read-sources.ts';
import { readSources, sourceOf } from '../requirements/read-sources.ts';
import type { PublicReport } from './reports.ts';
import { publicReports } from './reports.ts';
import { codesOf, REPORTS_DOCUMENT, unknownReports, unshownReports, withReports } from './table.ts';

const root = join(__dirname, '../../../..');

/** A code as a title names it; written out it would be taken for one of this file. */
const named = (code: string): string => `(${code})`;

describe('the public reports of this workspace', () => {
  let sources: readonly Source[];
  beforeAll(async () => {
    sources = await readSources(root);
  });

  it('are listed wherever a test names one', () => {
    expect(unknownReports(publicReports, sources)).toEqual([]);
  });

  it('are each shown by a test, but for those that are marked as open', () => {
    expect(unshownReports(publicReports, sources)).toEqual([]);
  });

  it('have codes of which each is in one row only', () => {
    const codes = publicReports.flatMap(codesOf);
    expect(codes).toHaveLength(new Set(codes).size);
    expect(publicReports.flatMap(({ reports }) => reports)).toEqual(
      codes.map(() => expect.stringMatching(/^[\w.-]+\/[\w.-]+#\d+$/)),
    );
  });

  it('have a table that npx nx run dev:requirements would not change', () => {
    const document = readFileSync(join(root, REPORTS_DOCUMENT), 'utf8');
    expect(withReports(document, publicReports, sources)).toBe(document);
  });
});

describe('the table of public reports', () => {
  const document = 'on\n<!-- public-reports:begin -->\nold\n<!-- public-reports:end -->\noff\n';
  const reports: readonly PublicReport[] = [
    { reports: ['acme/tool#12', 'other/tool-b#3'], symptom: 'it breaks', right: 'it holds' },
    { reports: ['acme/tool#13'], symptom: 'it hangs', right: 'it ends', isOpen: true },
  ];
  const rowsOf = (...sources: readonly Source[]) =>
    withReports(document, reports, sources)
      .match(/^\| \[acme.*$/gm)
      ?.map((row) => row.split(' | ').at(-1));

  it('has each report with links, and the title of the test beside its file', () => {
    const text = `describe('a | b ${named('tool#12')}', () => it('c', f));`;
    const table = withReports(document, reports, [sourceOf('a.spec.ts', text)]);
    expect(table).toContain(
      '| [acme/tool#12](https://github.com/acme/tool/issues/12), [other/tool-b#3](https://github.com/other/tool-b/issues/3) | it breaks | it holds | `a.spec.ts`: a \\| b (tool#12) |',
    );
    expect(table).toMatch(/^on\n[^]*\noff\n$/);
    expect(table).not.toContain('\nold\n');
  });

  it('says so where there is no test', () => {
    expect(rowsOf()).toEqual(['no test yet |', 'no test yet |']);
    expect(unshownReports(reports, [])).toEqual(['acme/tool#12']);
  });

  it('takes any report of a row, and several tests', () => {
    const first = sourceOf('a.spec.ts', `it('a ${named('see tool-b#3, tool#13')}', f);`);
    const second = sourceOf(
      'tests/test_b.py',
      `def test_b():\n    """B\n    ${named('tool#12')}."""`,
    );
    expect(rowsOf(first, second)).toEqual([
      '`a.spec.ts`: a (see tool-b#3, tool#13); `tests/test_b.py`: B (tool#12). |',
      '`a.spec.ts`: a (see tool-b#3, tool#13) |',
    ]);
    expect(unshownReports(reports, [first])).toEqual([]);
  });

  it.each([
    ['a.ts', `it('a ${named('tool#12')}', f);`],
    ['a.spec.ts', `it('a tool#12', f);`],
    ['a.spec.ts', `it('a ${named('acme/tool#12')}', f);`],
    ['a.spec.ts', `it('a ${named('tool#123')}', f);`],
  ])('takes nothing else for a test of a report: %s %j', (file, text) => {
    expect(rowsOf(sourceOf(file, text))).toEqual(['no test yet |', 'no test yet |']);
  });

  it('knows a code that no report has', () => {
    const source = sourceOf('a.spec.ts', `it('a ${named('tool#12, tool#99')}', f);`);
    expect(unknownReports(reports, [source])).toEqual(['a.spec.ts: tool#99']);
  });
});
