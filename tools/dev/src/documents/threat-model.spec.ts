import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '../environment.ts';
import { codesIn, tableRows } from './testing/table-rows.ts';
import { isTitle, testTitles } from './testing/test-titles.ts';

const read = (file: string): string => readFileSync(join(workspaceRoot, file), 'utf8');
const document = read('SECURITY.md');

const boundaries = [...document.matchAll(/^### (\d) (.+)$/gm)].map(
  ([, number = '', title = '']) => ({
    number,
    title,
  }),
);
const threats = tableRows(document, 'threat').map(([threat = '', mitigation = '', shown = '']) => ({
  threat,
  mitigation,
  tests: [...shown.matchAll(/`([^`]+)` \(([^)]+)\)/g)].map(([, file = '', titles = '']) => ({
    file,
    titles: titles.split(/, (?=test_)|, (?=no )/),
  })),
  files: codesIn(shown),
}));

describe('the threat model in SECURITY.md', () => {
  it('has each boundary of its picture', () => {
    const picture = /```mermaid\n([^]*?)```/.exec(document)?.[1] ?? '';
    const drawn = [...picture.matchAll(/"(\d(?:, \d)*):/g)].flatMap(([, list = '']) =>
      list.split(', '),
    );
    expect(boundaries.map(({ number }) => number)).toEqual([...new Set(drawn)].toSorted());
  });

  it('is about all that data and commands cross', () => {
    const subjects = ['Browser', 'API', 'Database', 'MCP', 'Model', 'Cluster', 'Supply', 'cache'];
    const titles = boundaries.map(({ title }) => title).join('\n');
    expect(subjects.filter((subject) => !titles.includes(subject))).toEqual([]);
  });

  it('says of each threat what is done, and which test shows it', () => {
    expect(threats.length).toBeGreaterThan(40);
    const open = threats.filter(
      ({ mitigation, tests, files }) =>
        mitigation === '' || tests.length === 0 || tests.length !== files.length,
    );
    expect(open.map(({ threat }) => threat)).toEqual([]);
  });

  it('names tests that there are', () => {
    const lost = threats.flatMap(({ threat, tests }) =>
      tests.flatMap(({ file, titles }) => {
        if (!existsSync(join(workspaceRoot, file))) return [`${threat}: ${file}`];
        const there = testTitles(file, read(file));
        return titles
          .filter((title) => !there.some((each) => isTitle(title, each)))
          .map((title) => `${file}: ${title}`);
      }),
    );
    expect(lost).toEqual([]);
  });

  it.each([
    ['a.spec.ts', "it('is refused by all', () => {});", 'is refused by all', true],
    [
      'a.spec.ts',
      "it.each(rows)('a body of %s is refused at once', f);",
      'is refused at once',
      true,
    ],
    ['a.spec.ts', "describe('a body', () => { it('is refused', f); });", 'is refused', true],
    ['a.spec.ts', "it('is refused by all', f);", 'refused by', false],
    ['a.spec.ts', "it('is refused by all of them', f);", 'is refused by al', false],
    ['a.spec.ts', "// it('is refused by all', f);", 'is refused by all', false],
    ['a.spec.ts', "const text = 'is refused by all';", 'is refused by all', false],
    ['a.spec.ts', "it.skip('is refused by all', f);", 'is refused by all', false],
    [
      'a.spec.ts',
      "describe.skip('x', () => { it('is refused by all', f); });",
      'is refused by all',
      false,
    ],
    ['test_a.py', 'def test_it_is_refused() -> None:', 'test_it_is_refused', true],
    ['test_a.py', 'async def test_it_is_refused_at_once() -> None:', 'it_is_refused', true],
    [
      'test_a.py',
      '@pytest.mark.skip("x")\ndef test_it_is_refused() -> None:',
      'test_it_is_refused',
      false,
    ],
    ['test_a.py', '# def test_it_is_refused() -> None:', 'test_it_is_refused', false],
  ])('takes titles of tests that are run: %s %s, %s', (file, text, named, isThere) => {
    expect(testTitles(file, text).some((title) => isTitle(named, title))).toBe(isThere);
  });

  it('says what is accepted', () => {
    const [, accepted = ''] = /^### Accepted\n([^]*?)^## /m.exec(document) ?? [];
    expect(accepted.match(/^- \*\*/gm)?.length).toBeGreaterThan(4);
  });
});
