/** Says where a phrase may begin and end: "monday.com", "1.2" and "archive-2026-09-23" hold none. */
import type { Sentence } from './sentence.ts';

const FULL_STOPS: ReadonlySet<string> = new Set(['.', ':', ',']);

/** Whether a token begins a word and is no later part of a name, a path or a number. */
export function beginsCleanly(line: Sentence, at: number): boolean {
  return !line.touches(at) || !binds(line, at - 1, at - 2, 'binding_marks');
}

/** Whether the token before a place ends a word. */
export function endsCleanly(line: Sentence, at: number): boolean {
  if (!line.touches(at)) return true;
  if (FULL_STOPS.has(line.word(at)) && line.touches(at + 1)) {
    // The full stop of a sentence is followed by nothing that it touches.
    const isName = line.word(at) === '.' && line.isWord(at + 1);
    return !(line.isNumber(at + 1) || isName);
  }
  return !binds(line, at, at + 1, 'binding_marks_after');
}

function binds(line: Sentence, at: number, beyond: number, marks: string): boolean {
  if (!line.isMark(at)) return true;
  if (line.word(at) === ',' && line.touches(Math.max(at, beyond)) && line.isNumber(beyond)) {
    return true;
  }
  return line.isIn(at, marks);
}

type Quotes = 'double' | 'angle' | 'single';

const OPENINGS: ReadonlyMap<string, Quotes> = new Map([
  ['"', 'double'],
  ['\u201c', 'double'],
  ['\u201d', 'double'],
  ['\u201e', 'double'],
  ['\u00ab', 'angle'],
  ["'", 'single'],
]);
const CLOSINGS: Readonly<Record<Quotes, string>> = {
  double: '"\u201c\u201d',
  angle: '\u00bb',
  single: "'",
};

/** Says of each token whether it is between quotation marks, which keep words together. */
export function quotedTokens(line: Sentence): boolean[] {
  const quoted = Array<boolean>(line.length).fill(false);
  if (!line.words.some((word) => OPENINGS.has(word))) return quoted;
  const following = {
    double: followingClosings(line, 'double'),
    angle: followingClosings(line, 'angle'),
    single: followingClosings(line, 'single'),
  };
  for (let at = 0; at < line.length; at += 1) {
    const kind = OPENINGS.get(line.word(at));
    const end = kind === undefined ? undefined : closing(line, at, kind, following[kind][at]);
    if (end === undefined) continue;
    quoted.fill(true, at, end + 1);
    at = end;
  }
  return quoted;
}

/** Says for each place where the next closing mark of a kind is after it. */
function followingClosings(line: Sentence, kind: Quotes): readonly (number | undefined)[] {
  const places = Array<number | undefined>(line.length);
  let following: number | undefined;
  for (let at = line.length - 1; at >= 0; at -= 1) {
    places[at] = following;
    if (CLOSINGS[kind].includes(line.word(at))) following = at;
  }
  return places;
}

function closing(
  line: Sentence,
  at: number,
  kind: Quotes,
  end: number | undefined,
): number | undefined {
  if (kind !== 'single' || end === undefined) return end;
  // A single mark is an apostrophe as well, so it must stand around words.
  const isInside = line.touches(at) && !line.isMark(at - 1);
  const isWithin = line.touches(end + 1) && !line.isMark(end + 1);
  return isInside || isWithin || end === at + 1 ? undefined : end;
}
