import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkLanguage, languageFindings } from './language.ts';

describe('the words of one file', () => {
  it.each([
    ['a.ts', '/** What it tells. */\nexport const a = 1;\n', 'a.ts:1: tells'],
    ['a.ts', 'const firstLook = 1;\n', 'a.ts:1: look'],
    ['a.ts', 'const settledPods = 1;\n', 'a.ts:1: settled'],
    ['a.ts', 'export const a = 1; // a way in\n', 'a.ts:1: way'],
    ['a.ts', 'export const isHopeless = `${wishes.length}`;\n', 'a.ts:1: hopeless'],
    ['a.mjs', '/**\n * @param {string} words\n */\nexport const a = 1;\n', 'a.mjs:1: words'],
    ['a.tsx', 'export const A = () => <Door />;\n', 'a.tsx:1: door'],
    ['a.py', 'ok = 1\nkept_words = 2\n', 'a.py:2: words'],
    ['a.py', 'def f():\n    """What it\n    tells."""\n', 'a.py:2: tells'],
    ['a.py', 'a = "#"  # a way in\n', 'a.py:1: way'],
    ['Dockerfile', '# no way back\nFROM scratch\n', 'Dockerfile:1: way'],
  ])('finds one in %s: %j', (file, text, expected) => {
    expect(languageFindings(file, text)).toContain(expected);
  });

  it.each([
    ['a.ts', 'export const lookup = await;\n'],
    ['a.ts', 'export const ends = Promise.allSettled([]);\n'],
    ['a.ts', "const text = 'in words';\n"],
    ['a.ts', 'const skill = 1;\n'],
    ['a.py', 'said = "in words"\nother = f\'a "way"\'\n'],
    ['README.md', 'Always a gateway.\n'],
  ])('finds none in %s: %j', (file, text) => {
    expect(languageFindings(file, text)).toEqual([]);
  });

  it('allows a term of a field, everywhere or in one file', () => {
    const text = 'const word = 1;\n';
    expect(languageFindings('a.ts', text, new Set(['word']))).toEqual([]);
    expect(languageFindings('a.ts', text, new Set(['a.ts: word']))).toEqual([]);
    expect(languageFindings('a.ts', text, new Set(['b.ts: word']))).not.toEqual([]);
  });
});

describe('the words of a folder', () => {
  it('are those of the files that the patterns select, without what is built', () => {
    const folder = mkdtempSync(join(tmpdir(), 'language-'));
    try {
      for (const path of ['node_modules/x/a.ts', 'in/a.ts', 'in/b.ts', 'c.py', 'CHANGELOG.md']) {
        mkdirSync(join(folder, path, '..'), { recursive: true });
        writeFileSync(join(folder, path), 'way = 1;\n');
      }
      const { files, findings } = checkLanguage(folder, {
        patterns: ['**/*.{ts,md}'],
        exclude: ['in/b.ts'],
      });
      expect(files).toEqual(['in/a.ts']);
      expect(findings).toEqual(['in/a.ts:1: way']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
