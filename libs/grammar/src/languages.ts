/** A language as the engine reads it, loaded when it is asked for. */
import { CORE, type GrammarData } from './data-files.ts';
import { Lexicon } from './lexicon.ts';
import { Placement } from './placement.ts';
import { Rules } from './rules.ts';

const FILES = {
  ar: () => import('../data/ar.json', { with: { type: 'json' } }),
  en: () => import('../data/en.json', { with: { type: 'json' } }),
  es: () => import('../data/es.json', { with: { type: 'json' } }),
  hi: () => import('../data/hi.json', { with: { type: 'json' } }),
  ur: () => import('../data/ur.json', { with: { type: 'json' } }),
};

export type LanguageCode = keyof typeof FILES;

export const LANGUAGES = Object.keys(FILES) as readonly LanguageCode[];

/** Of whom nobody said what they speak, and whoever speaks a language that has no data. */
const MAIN_LANGUAGE: LanguageCode = 'en';

const isLanguage = (code: string): code is LanguageCode => Object.hasOwn(FILES, code);

/**
 * Chooses the language of a BCP 47 tag: "es-MX" is Spanish; one without data is English. "hi-Latn" is Hindi in letters
 * that its data do not have.
 */
export function languageOf(locale: string | null): LanguageCode {
  const [language = '', ...subtags] = (locale ?? '').toLowerCase().split('-');
  const isInOwnLetters = language === 'es' || !subtags.includes('latn');
  return isLanguage(language) && isInOwnLetters ? language : MAIN_LANGUAGE;
}

/** What the data of a language and those of all languages say together. */
export interface Language {
  readonly code: LanguageCode;
  readonly lexicon: Lexicon;
  readonly rules: Rules;
  /** Where phrases may stand. */
  readonly placement: Placement;
  /** Whether a phrase that says when may stand before any word, as where the verb is last. */
  readonly isFree: boolean;
}

/** The data of a language, and how free the order of its words is. */
interface LanguageData extends GrammarData {
  readonly order?: string;
}

/** Loads the data of a language, put onto those of all languages. */
export async function loadData(code: LanguageCode): Promise<LanguageData> {
  const { default: file } = await FILES[code]();
  // An array in JSON has no fixed length for TypeScript; the schema of the files gives each rule two.
  const own = file as unknown as LanguageData;
  return {
    ...own,
    lexicon: { ...CORE.lexicon, ...own.lexicon },
    rules: { ...CORE.rules, ...own.rules },
    placement: { ...CORE.placement, ...own.placement },
  };
}

const loaded = new Map<LanguageCode, Promise<Language>>();

/** Loads a language by its code, such as `en`; it is made ready once. */
export function loadLanguage(code: LanguageCode): Promise<Language> {
  const known = loaded.get(code);
  if (known !== undefined) return known;
  const language = makeReady(code);
  loaded.set(code, language);
  // What the network did not bring this time may come the next time.
  language.catch(() => loaded.delete(code));
  return language;
}

async function makeReady(code: LanguageCode): Promise<Language> {
  const { lexicon: classes, rules, placement, order } = await loadData(code);
  const lexicon = new Lexicon(classes);
  return {
    code,
    lexicon,
    rules: new Rules(rules, lexicon.classes),
    placement: new Placement(placement),
    isFree: order === 'free',
  };
}
