import type { JsonObject, ParsedLine } from '@taskora/grammar';

import { charactersIn } from './title-text.ts';

/** What the API takes of the fields of a task. */
const tagCharactersMax = 100;
const tagsMax = 50;
const projectCharactersMax = 200;
const minutesMax = 525_600;
const [dayEarliest, dayLatest] = ['1900-01-01', '2999-12-31'];

function isDay(day: unknown): boolean {
  return typeof day !== 'string' || (day >= dayEarliest && day <= dayLatest);
}

const isLength = (minutes: unknown) =>
  typeof minutes !== 'number' || (minutes >= 1 && minutes <= minutesMax);

function isStorableDate(reading: JsonObject[string]): boolean {
  if (reading === null || typeof reading !== 'object' || Array.isArray(reading)) return true;
  const { on, start, due, durationMinutes } = reading as JsonObject;
  return [on, start, due].every(isDay) && isLength(durationMinutes);
}

/** Whether the API can keep what a claim of a line says. */
export function isStorable({ kind, reading }: JsonObject, { tags = [] }: ParsedLine): boolean {
  if (kind === 'duration') return isLength(reading);
  const name = String(reading);
  if (kind === 'tag') {
    return charactersIn(name) <= tagCharactersMax && tags.indexOf(name) < tagsMax;
  }
  if (kind === 'project') return charactersIn(name) <= projectCharactersMax;
  return isStorableDate(reading ?? null);
}
