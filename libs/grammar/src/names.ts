/** Says whether a date is a part of a name: of a day, of a work, or of anything with capitals. */
import { clocksEnd } from './clocks.ts';
import type { FoundDate } from './found.ts';
import type { Sentence } from './sentence.ts';

const CAPITALS_MIN = 2;

/** The places from the first to before the last one. */
const places = (first: number, end: number): number[] =>
  Array.from({ length: Math.max(0, end - first) }, (_, index) => first + index);

/** Decides by the words before a date, and by its capitals where capitals say anything. */
export function isPartOfAName(line: Sentence, it: FoundDate): boolean {
  if (it.leads.size > 0 || it.lead.how !== undefined) return false;
  const before = line.word(it.first - 1) === '.' ? it.first - 2 : it.first - 1;
  const isDayOfAName = line.begins('wd', it.first) || it.node.k === 'holiday';
  if (isDayOfAName && line.isIn(before, 'named_day_words')) return true;
  if (line.isIn(before, 'called')) return true;
  const isNamed = line.isCapital(before) && line.isCapital(it.first);
  if (isNamed && line.isIn(before, 'naming_nouns')) return true;
  return isTitleOfAWork(line, it) || hasCapitalsOfAName(line, it);
}

/** Whether a date is, or ends, what there is to read, watch or listen to. */
function isTitleOfAWork(line: Sentence, it: FoundDate): boolean {
  if (!line.isIn(0, 'work_verbs') || it.first === 0) return false;
  const between = places(1, it.first);
  const hasNoObject = between.every((at) => line.isIn(at, 'work_words'));
  // "Read Saturday by Ian McEwan": a task would say what there is to read.
  if (hasNoObject && line.isIn(it.end, 'prepositions')) return true;
  if (!line.areMarks(clocksEnd(line, it.end), line.length)) return false;
  if (hasNoObject) return true;
  const isNamed = between.every((at) => line.isCapital(at) || line.isIn(at, 'function_words'));
  return isNamed && line.isCapital(it.first) && doCapitalsCount(line, it);
}

/** Whether words have a capital that only a name gives them: "USA Today". */
function hasCapitalsOfAName(line: Sentence, it: FoundDate): boolean {
  if (it.first === 0 || !doCapitalsCount(line, it)) return false;
  const capitals = places(it.first, it.end).filter((at) => isUnusualCapital(line, at));
  if (capitals.length >= CAPITALS_MIN) return it.node.k !== 'holiday';
  const isAfterOne = it.first > 1 && line.isCapital(it.first - 1);
  return capitals.length > 0 && (isAfterOne || line.isCapital(it.end));
}

function isUnusualCapital(line: Sentence, at: number): boolean {
  return line.isCapital(at) && !line.begins('wd', at) && !line.begins('anymonth', at);
}

/** Capitals say nothing in a line that has them everywhere: "Buy Milk Tomorrow". */
function doCapitalsCount(line: Sentence, it: FoundDate): boolean {
  const plain = line.plainPlaces;
  return plain !== undefined && (plain[0] < it.first || plain[1] >= it.end);
}
