/** Tags, projects and priorities, which are written with marks: `@home`, `#house`, `p1`, `!!`. */
import type { Claim } from './claims.ts';
import type { Sentence } from './sentence.ts';

const PREFIXES: ReadonlyMap<string, string> = new Map([
  ['@', 'tag'],
  ['#', 'project'],
]);
const PRIORITIES: ReadonlyMap<string, string> = new Map([
  ['1', 'high'],
  ['2', 'medium'],
  ['3', 'low'],
  ['4', 'none'],
]);
/** By how many exclamation marks there are. */
const RUNS: ReadonlyMap<number, string> = new Map([
  [2, 'medium'],
  [3, 'high'],
]);
/** What may follow a mark and says when. */
const WHEN = ['lead', 'day', 'time', 'recurrence', 'range', 'duration'];
const NAME_MARKS: ReadonlySet<string> = new Set("-_/&.'+");

/** Finds what is marked; of several projects or priorities the last one counts. */
export function findMarks(line: Sentence, free: readonly boolean[]): Claim[] {
  const found = line.tokens.flatMap((_, at) =>
    free[at] === true ? (marked(line, at, free) ?? []) : [],
  );
  const single = new Map(found.map((claim) => [claim.kind, claim]));
  return found.filter((claim) => claim.kind === 'tag' || single.get(claim.kind) === claim);
}

function marked(line: Sentence, at: number, free: readonly boolean[]): Claim | undefined {
  if (line.touches(at)) return undefined;
  const kind = PREFIXES.get(line.word(at));
  if (kind !== undefined && line.touches(at + 1) && line.isWord(at + 1)) {
    const end = nameEnd(line, at + 1);
    if (!free.slice(at, end).every(Boolean) || !stands(line, at, end)) return undefined;
    const reading = line.typed(line.tokens[at + 1]?.start ?? 0, line.tokens[end - 1]?.end);
    return { kind, first: at, end, reading };
  }
  const [end, reading] = priority(line, at) ?? [];
  if (end === undefined || reading === undefined || !stands(line, at, end)) return undefined;
  return { kind: 'priority', first: at, end, reading };
}

/** Whether a mark is said of the whole line: "fix the #home page" names a page. */
function stands(line: Sentence, first: number, end: number): boolean {
  if (first === 0) return true;
  // "Reply to @maria" needs its object.
  if (line.isIn(first - 1, 'phrase_binders') && !line.touches(first - 1)) return false;
  const isBeforeAMark = PREFIXES.has(line.word(end)) || line.word(end) === '!';
  if (isBeforeAMark || line.areMarks(end, line.length)) return true;
  return priority(line, end) !== undefined || WHEN.some((name) => line.begins(name, end));
}

function nameEnd(line: Sentence, at: number): number {
  let end = at + 1;
  while (line.touches(end)) {
    const isInner = line.touches(end + 1) && !line.isMark(end + 1);
    if (line.isMark(end) && !(NAME_MARKS.has(line.word(end)) && isInner)) break;
    end += 1;
  }
  return end;
}

/** Reads `p1`, `!1`, `!high`, and `!!` and `!!!` that stand by themselves. */
function priority(
  line: Sentence,
  at: number,
): readonly [end: number, priority: string] | undefined {
  const word = line.word(at);
  let end = at + 1;
  const isMarked = line.chart.has(at, 'priority_mark') && line.touches(end);
  if (isMarked && !line.touches(end + 1)) {
    const numbered = PRIORITIES.get(line.word(end));
    if (numbered !== undefined) return [end + 1, numbered];
    const named = word === '!' ? line.longest('priority_word', end) : undefined;
    if (named !== undefined) return [named[0], String(named[1])];
  }
  while (line.word(end) === '!' && line.touches(end)) end += 1;
  const run = word === '!' && !line.touches(end) ? RUNS.get(end - at) : undefined;
  return run === undefined ? undefined : [end, run];
}
