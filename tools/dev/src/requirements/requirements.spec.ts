import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Source } from './read-sources.ts';
import { readSources, sourceOf } from './read-sources.ts';
import { DOCUMENT, foreignTitles, undefinedCodes, withTable } from './table.ts';

const root = join(__dirname, '../../../..');

/** Codes that no requirement has, as a title names them; written out they would be found here too. */
const named = (...codes: readonly string[]): string => `(${codes.join(', ')})`;

describe('the requirements of this workspace', () => {
  let document: string;
  let sources: readonly Source[];
  beforeAll(async () => {
    document = readFileSync(join(root, DOCUMENT), 'utf8');
    sources = await readSources(root);
  });

  it('are defined wherever something names them', () => {
    expect(undefinedCodes(document, sources)).toEqual([]);
  });

  it('are the only list that tests name entries of', () => {
    expect(sources.flatMap(({ titles }) => titles).length).toBeGreaterThan(1000);
    expect(foreignTitles(sources)).toEqual([]);
  });

  it('have a table that npx nx run dev:requirements would not change', () => {
    expect(withTable(document, sources)).toBe(document);
  });
});

describe('the table of requirements', () => {
  const shown = named('X1', 'Y2');
  const document = (table: string) =>
    `- **X1** One.\n- **Y2** Two.\n- **Z3** Three.\n\n<!-- requirements:begin -->\n${table}<!-- requirements:end -->\nand on\n`;
  const rowsOf = (sources: readonly Source[]) =>
    withTable(document('old\n'), sources).match(/^\| \w\d \| .*$/gm);
  const nothing = ['| X1 | not shown yet |', '| Y2 | not shown yet |', '| Z3 | not shown yet |'];

  it('names each file once, and what nothing shows', () => {
    const twice = `describe('a ${shown}', () => it('b ${shown}', f));`;
    const sources = [
      sourceOf('a.spec.ts', twice),
      sourceOf('b/tests/test_b.py', `"""B ${shown}."""`),
    ];
    expect(rowsOf(sources)).toEqual([
      '| X1 | `a.spec.ts`, `b/tests/test_b.py` |',
      '| Y2 | `a.spec.ts`, `b/tests/test_b.py` |',
      '| Z3 | not shown yet |',
    ]);
  });

  it.each([
    ['a.e2e.ts', `test.describe('a ${shown}', () => {});`],
    ['a.spec.tsx', `describe.each(rows)('a %s ${shown}', () => {});`],
    ['a.spec.mjs', `it.each\`a\`("it's ${shown}", () => {});`],
    ['e2e/suites/a.ts', `test(\`a \${b} ${shown}\`, () => {});`],
    ['tests/test_a.py', `def test_a():\n    """A ${shown}."""`],
    ['tests/test_a.py', `# A ${shown}.\ndef test_a(): ...`],
    ['bench/a.ts', `/** A ${shown}. */\nrun();`],
    ['check-a.ts', `/**\n * A\n * b ${shown}.\n */\nrun();`],
  ])('reads what %s says in %j', (file, text) => {
    const row = `\`${file}\` |`;
    expect(rowsOf([sourceOf(file, text)])).toEqual([
      `| X1 | ${row}`,
      `| Y2 | ${row}`,
      '| Z3 | not shown yet |',
    ]);
  });

  it.each([
    ['a.ts', `/** A ${shown}. */`],
    ['a.md', `A ${shown}.`],
    ['a.spec.ts', `const text = 'a ${shown}'; // ${shown}`],
    ['a.spec.ts', `expect('a ${shown}').toBe(b);`],
  ])('takes nothing in %s for a title: %j', (file, text) => {
    expect(rowsOf([sourceOf(file, text)])).toEqual(nothing);
  });

  it('keeps what stands around it, and is the same when it is made again', () => {
    const once = withTable(document('old\n'), []);
    expect(once.startsWith('- **X1** One.\n')).toBe(true);
    expect(once.endsWith('<!-- requirements:end -->\nand on\n')).toBe(true);
    expect(once).not.toContain('old');
    expect(withTable(once, [])).toBe(once);
  });

  it('is refused a document without its two markers, once each', () => {
    const twice = document('') + document('');
    for (const text of ['', '<!-- requirements:begin -->', twice]) {
      expect(() => withTable(text, [])).toThrow(
        /^MARKERS_MISSING: .* Do: put them back \(git diff docs\/requirements\.md\)/,
      );
    }
  });
});

describe('a code that is not defined', () => {
  const document = '- **X1** One.\n';
  const unknown = named('W9');

  it.each([
    ['a.ts', `/** A ${named('X1', 'W9')}. */`],
    ['a.md', `A\n${unknown} and ${named('X1')}.`],
    ['a.yaml', `# ${unknown}: a`],
    ['a.spec.ts', `it('${unknown}', f);`],
  ])('is named with its file: %s', (file, text) => {
    expect(undefinedCodes(document, [sourceOf(file, text)])).toEqual([`${file}: W9`]);
  });

  it('is not what a program calls with', () => {
    expect(undefinedCodes(document, [sourceOf('a.ts', 'f(W9); g(V2, V3);')])).toEqual([]);
  });

  it.each([
    'errors (13)',
    'values (2, 3)',
    'errors (c)',
    '(a) a deploy',
    'a run (issue 4: a)',
    'values, fault 8',
  ])('is seen in the title %j', (title) => {
    expect(foreignTitles([sourceOf('a.spec.ts', `it('${title}', f);`)])).toEqual([
      `a.spec.ts: ${title}`,
    ]);
  });

  it('is seen in the name of a test in Python', () => {
    const source = sourceOf('tests/test_a.py', 'async def test_x12_a_thing(): ...');
    expect(foreignTitles([source])).toEqual(['tests/test_a.py: test_x12_a_thing']);
  });
});
