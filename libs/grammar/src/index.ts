export type { NextWeekday, WrittenContext } from './context.ts';
export type { Json, JsonObject } from './json.ts';
export {
  LANGUAGES,
  languageOf,
  loadLanguage,
  type Language,
  type LanguageCode,
} from './languages.ts';
export { parseLine, type ParsedLine } from './line.ts';
export { parseInEither } from './either-language.ts';
export { foldedPhrase } from './folded-phrase.ts';
export type { Due, Fields, Recurrence } from './reading.ts';
export { findDays, type SpokenDay } from './talk.ts';
