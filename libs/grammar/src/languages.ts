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
