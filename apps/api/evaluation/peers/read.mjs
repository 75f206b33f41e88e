/**
 * Reads the days of lines by other programs: `node read.mjs FOLDER`, with the packages in FOLDER.
 *
 * A line of the input is `[text, now, language]` in JSON, such as `["call mom friday",
 * "2026-11-28T09:30", "en"]`; a line of the output is `{program: [{start, end, on}]}`. A program
 * that does not know the language is left out. Of several readings the first that is not past is
 * taken, as a list of tasks would. Programs may write to the console; that goes to stderr.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

console.log = console.error;
const require = createRequire(pathToFileURL(join(process.argv[2], 'index.js')));
const chrono = require('chrono-node');
const nlp = require('compromise');
nlp.plugin(require('compromise-dates'));
const recognizers = require('@microsoft/recognizers-text-date-time');

const CULTURES = { de: 'de-de', en: 'en-us', es: 'es-es', fr: 'fr-fr', it: 'it-it', pt: 'pt-br' };
const DAY_LENGTH = 'yyyy-mm-dd'.length;

const dayOf = (date) => {
  const two = (number) => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
};

function byChrono(text, now, language) {
  return chrono[language]
    ?.parse(text, now, { forwardDate: true })
    .filter(
      (found) => found.start.isCertain('day') || found.start.isCertain('weekday') || hasDay(found),
    )
    .map((found) => ({
      start: found.index,
      end: found.index + found.text.length,
      on: dayOf(found.start.date()),
    }));
}

/** "in 3 days" is certain of nothing in some languages, and a time alone says no day. */
function hasDay(found) {
  return !found.start.isCertain('hour');
}

function byCompromise(text, now, language) {
  if (language !== 'en') return undefined;
  return nlp(text)
    .dates({ today: dayOf(now), timezone: 'UTC' })
    .json({ offset: true })
    .filter((found) => found.dates?.start)
    .map((found) => ({
      start: found.offset.start,
      end: found.offset.start + found.offset.length,
      on: found.dates.start.slice(0, DAY_LENGTH),
    }));
}

function byRecognizers(text, now, language) {
  const culture = CULTURES[language];
  if (culture === undefined) return undefined;
  return recognizers.recognizeDateTime(text, culture, undefined, now).flatMap((found) => {
    const days = (found.resolution?.values ?? [])
      .map((value) => (value.value ?? value.start ?? '').slice(0, DAY_LENGTH))
      .filter((day) => /^\d{4}-\d{2}-\d{2}$/u.test(day));
    const on = days.find((day) => day >= dayOf(now)) ?? days.at(-1);
    return on === undefined ? [] : [{ start: found.start, end: found.end + 1, on }];
  });
}

const PROGRAMS = {
  'chrono-node': byChrono,
  'compromise-dates': byCompromise,
  'recognizers-text-date-time': byRecognizers,
};

for await (const line of createInterface({ input: process.stdin })) {
  const [text, now, language] = JSON.parse(line);
  const answer = {};
  for (const [name, read] of Object.entries(PROGRAMS)) {
    let found;
    try {
      found = read(text, new Date(now), language);
    } catch {
      // A program that cannot take a line has found nothing in it.
      found = [];
    }
    if (found !== undefined) answer[name] = found;
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
