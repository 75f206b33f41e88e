/**
 * Finds where a line is negated, or is about something else than what there is to do.
 *
 * "Never on friday", "if it rains tomorrow" and "the book that I borrowed on monday" hold a day on which nothing is due.
 * From such a word on, no day counts until its clause ends.
 */
import type { Sentence } from './sentence.ts';

const ENDS_OF_SENTENCES: ReadonlySet<string> = new Set('.;!?');
const ENDS_OF_NEGATIONS: ReadonlySet<string> = new Set('.;!?,:-\u2013\u2014');

/** Says of each token whether it is in a clause that is negated or about something else. */
export function readAside(line: Sentence): readonly boolean[] {
  let isNegated = false;
  let isSubordinate = false;
  return line.words.map((word, at) => {
    const isEnd = line.isMark(at) && !line.touches(at + 1);
    if (isEnd && ENDS_OF_NEGATIONS.has(word)) {
      isNegated = false;
      isSubordinate &&= !ENDS_OF_SENTENCES.has(word);
    }
    const isAside = isNegated || isSubordinate;
    isNegated ||= negates(line, at);
    isSubordinate ||= beginsAClause(line, at);
    return isAside;
  });
}

/** Whether what follows a date at the beginning says no: "friday do not call". */
export function isNegatedAfter(line: Sentence, at: number): boolean {
  const start = line.word(at) === ',' ? at + 1 : at;
  return negates(line, line.isIn(start, 'do') ? start + 1 : start);
}

/** Whether a word has a capital that the word before it has not. */
function isAName(line: Sentence, at: number): boolean {
  return line.isWord(at) && line.isCapital(at) && !line.isCapital(at - 1);
}

function negates(line: Sentence, at: number): boolean {
  return line.isIn(at, 'negations') && !line.isIn(at + 1, 'after_negations');
}

function beginsAClause(line: Sentence, at: number): boolean {
  const isQuestion = at === 0 && line.isIn(at, 'auxiliaries');
  if (isQuestion && !line.isIn(at + 1, 'after_auxiliaries')) return true;
  if (line.isIn(at, 'subordinators') || line.begins('subordinator', at)) return true;
  if (line.isIn(at, 'that') && (line.isIn(at + 1, 'noun_phrases') || isAName(line, at + 1))) {
    return true;
  }
  if (line.isIn(at, 'before_subjects')) return line.isIn(at + 1, 'subjects');
  const isAfterAWord = line.isWord(at - 1) && !line.isIn(at - 1, 'clause_joints');
  return line.isIn(at, 'subjects_only') && isAfterAWord && line.isWord(at + 1);
}
