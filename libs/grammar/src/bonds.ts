/** Says which dates belong to a word beside them: "the friday", "prices effective friday". */
import { clocksEnd } from './clocks.ts';
import type { FoundDate } from './found.ts';
import type { Sentence } from './sentence.ts';

/** Whether a word beside a date needs it: "the friday", "party is tomorrow". */
export function isBound(line: Sentence, it: FoundDate): boolean {
  if (isSaidOfAThing(line, it) || isASpan(line, it)) return true;
  const at = it.first - 1;
  // "Log in tomorrow", but "in the week after next".
  if (line.isIn(at, 'in')) return line.isIn(it.first, 'the');
  // A word that stands for a thing may be before them: "finish this by friday".
  if (it.leads.size > 0) return line.isIn(at, 'dangling_after_lead');
  if (line.isIn(at, 'demonstratives')) return !line.isIn(it.first, 'day_adverbs');
  const isNumbered = line.isNumber(it.first) && line.isIn(at, 'numbered_nouns');
  return line.isIn(at, 'dangling') || isNumbered || line.endsLike(at, 'possessive_endings');
}

/** Whether the days from a date on, or those between two, are meant. */
export function isOpen(line: Sentence, it: FoundDate): boolean {
  return line.isIn(it.first - 1, 'beginnings') || isOpenEnded(line, it.end) || endsARange(line, it);
}

/** Whether a date has other words beside it in its brackets: "Bob (back on friday)". */
export function isWithinBrackets(line: Sentence, it: FoundDate): boolean {
  const brackets = line.enclosing(it.first);
  if (brackets === undefined) return false;
  const [opening, closing] = brackets;
  return !(it.first === opening + 1 && clocksEnd(line, it.end) === closing);
}

/** Whether a thing has the date: "prices effective friday", "delete mails before May 5". */
function isSaidOfAThing(line: Sentence, it: FoundDate): boolean {
  const at = it.first - 1;
  const words = it.leads;
  const isSelected = line.isIn(at, 'best') || line.isIn(0, 'selecting_verbs');
  if (words.has('before') && isSelected) return true;
  const isDated = line.isIn(at, 'dated_words') && !words.has('by') && !words.has('before');
  return isDated || isAnObject(line, it);
}

/** Whether a date is where a span begins or ends, which is no day to do a thing on. */
function isASpan(line: Sentence, it: FoundDate): boolean {
  const isEdge = it.leads.has('until') || line.isIn(it.first - 1, 'beginnings');
  return isEdge || isOpenEnded(line, it.end) || endsARange(line, it);
}

/** Whether a date is what something is done to: "cancel tuesday", "feed Friday the cat". */
function isAnObject(line: Sentence, it: FoundDate): boolean {
  if (it.first !== 1 || it.leads.size > 0) return false;
  if (line.isIn(0, 'verbs_of_days')) return true;
  const isName = it.form === 'name' && !line.isIn(it.first, 'day_adverbs');
  return isName && line.isCapital(it.first) && line.isIn(it.end, 'determiners');
}

/** Whether the days after a date are meant as well. */
function isOpenEnded(line: Sentence, at: number): boolean {
  const isMore = line.isIn(at, 'and') && line.isIn(at + 1, 'and_more');
  return line.isIn(at, 'onwards') || (isMore && !line.isWord(at + 2));
}

/** Whether a date is within what begins at a time: "between 2pm tomorrow and 4pm". */
function endsARange(line: Sentence, it: FoundDate): boolean {
  return line.isIn(it.end, 'and') && line.isAfterOne('between', it.first);
}
