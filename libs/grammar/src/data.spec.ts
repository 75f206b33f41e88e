import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Ajv } from 'ajv';
import { staleFiles } from '../programs/copied-data.ts';
import { FOLD } from './data-files.ts';
import { LANGUAGES, languageOf, loadLanguage } from './languages.ts';

const place = (path: string): string => join(import.meta.dirname, '..', path);
const read = (path: string): string => readFileSync(place(path), 'utf8');
const files = globSync('*.json', { cwd: place('data') }).map((file) => basename(file, '.json'));
const languages = files.filter((file) => file !== 'core' && file !== 'fold');

/** What a schema finds wrong with data. */
function faults(schema: string, data: unknown): unknown {
  const check = new Ajv({ strict: true, allErrors: true }).compile(
    JSON.parse(read(`schemas/${schema}.schema.json`)) as object,
  );
  return check(data) ? [] : check.errors;
}

/** JSON without what its author chose: white space, and how characters are escaped. */
function withoutStyle(text: string): string {
  return text.replaceAll(/("(?:[^"\\]|\\.)*")|\s+/g, (_, own: string | undefined) =>
    own === undefined ? '' : JSON.stringify(JSON.parse(own)),
  );
}

describe('the data', () => {
  it.each(files.map((file) => [file, file === 'fold' ? 'fold' : 'grammar']))(
    'of %s are as their schema says',
    (file, schema) => {
      expect(faults(schema, JSON.parse(read(`data/${file}.json`)))).toEqual([]);
    },
  );

  it.each([
    ['a value in a form that one engine takes for a number', { rel: { '01-': ['x'] } }, {}],
    ['a phrase of white space', { rel: { '1': [' '] } }, {}],
    ['a rule without a template', {}, { day: [["'x"]] }],
    ['an item in a form that is not known', {}, { day: [['int[1-2]', 1]] }],
  ])('are refused with %s', (_, lexicon, rules) => {
    expect(faults('grammar', { lexicon, rules, placement: {} })).not.toEqual([]);
  });

  it('are the same in the API; `npx nx run grammar:copy-data` copies them', () => {
    expect(staleFiles()).toEqual([]);
  });

  // JavaScript has names that are whole numbers first, and takes the last of two equal ones, as Python does.
  it.each(files)('of %s name things in one order for both engines, and each once', (file) => {
    const text = read(`data/${file}.json`);
    expect(withoutStyle(text)).toBe(JSON.stringify(JSON.parse(text)));
  });

  it('fold characters to what is folded', () => {
    const letters = new Set([...FOLD.values()].flatMap((folded) => [...folded]));
    expect([...letters].filter((letter) => FOLD.has(letter))).toEqual([]);
  });
});

describe('a language', () => {
  it('is loaded by each name that has a file', () => {
    expect([...LANGUAGES].toSorted()).toEqual(languages.toSorted());
  });

  it.each([
    ['es', 'es'],
    ['es-419', 'es'],
    ['ES-mx', 'es'],
    ['hi-IN', 'hi'],
    ['hi-Latn-IN', 'en'],
    ['ar-EG-u-nu-arab', 'ar'],
    ['ur-Arab-PK', 'ur'],
    ['de-DE', 'en'],
    ['constructor', 'en'],
    ['', 'en'],
    [null, 'en'],
  ])('is chosen by a locale, as the API chooses it: %s', (locale, code) => {
    expect(languageOf(locale)).toBe(code);
  });

  it.each(languages)('has the name of its file: %s', (language) => {
    expect(JSON.parse(read(`data/${language}.json`))).toMatchObject({ language });
  });

  it.each(LANGUAGES)('has rules of which each item names something: %s', async (language) => {
    const { rules } = await loadLanguage(language);
    expect(rules.firsts.filter((firsts) => firsts.size === 0)).toEqual([]);
  });
});
