/** Claims the parts of a line that have a meaning, each kind in its turn. */
import { quotedTokens } from './boundaries.ts';
import type { Claim } from './claims.ts';
import { readAside } from './clauses.ts';
import { clocksEnd } from './clocks.ts';
import type { Context } from './context.ts';
import { claimDays } from './due-claims.ts';
import { findMarks } from './marks.ts';
import { claimRecurrence, isRecurrent } from './often.ts';
import { claimRange } from './range-claims.ts';
import { Reading, type Fields } from './reading.ts';
import type { Sentence } from './sentence.ts';
import { claimDuration, claimTime } from './time-claims.ts';

const MARKS: ReadonlySet<string> = new Set(['tag', 'project', 'priority']);

/** Claims what is wanted of a line; nothing at all where nothing would be left to do. */
export function readClaims(
  line: Sentence,
  context: Context,
  joints: ReadonlySet<string>,
  isCommand: boolean,
): Reading {
  const free = quotedTokens(line).map((isQuoted) => !isQuoted);
  dismiss(line, context, free);
  const reading = new Reading(line, context, joints, free, isCommand);
  claimMarks(reading);
  claimWhen(reading);
  reading.claims = withBrackets(
    line,
    reading.claims.toSorted((one, other) => one.first - other.first),
  );
  if (reading.claims.length > 0 && !isSomethingLeft(line, reading.claims)) {
    reading.claims = [];
    reading.fields = {};
  }
  return reading;
}

/** Leaves alone what the person said has no meaning. */
function dismiss(line: Sentence, { dismissed }: Context, free: boolean[]): void {
  for (const [start, end] of dismissed) {
    for (const [at, token] of line.tokens.entries()) {
      if (token.start < end && start < token.end) free[at] = false;
    }
  }
}

function claimMarks(reading: Reading): void {
  const { fields } = reading;
  for (const claim of findMarks(reading.line, reading.free)) {
    if (!reading.wants(claim.kind)) continue;
    reading.add(claim);
    const name = String(claim.reading);
    if (claim.kind === 'tag') fields.tags = [...new Set([...(fields.tags ?? []), name])];
    else fields[claim.kind as 'project' | 'priority'] = name;
  }
}

function claimWhen(reading: Reading): void {
  const aside = readAside(reading.line);
  const isClaimed = reading.wants('recurrence') && claimRecurrence(reading, aside);
  if (isRecurrent(reading.line, isClaimed ? reading.free : undefined)) {
    keepMarks(reading);
    return;
  }
  const isRange = reading.wants('range') && !isClaimed && claimRange(reading, aside);
  if (!isRange && !claimDays(reading, aside, isClaimed)) {
    keepMarks(reading);
    return;
  }
  if (reading.wants('time')) claimTime(reading, aside);
  if (reading.wants('duration')) claimDuration(reading, aside);
}

/** Claims nothing that says when, where the parts of it do not go together. */
function keepMarks(reading: Reading): void {
  reading.claims = reading.claims.filter(({ kind }) => MARKS.has(kind));
  const { tags, project, priority } = reading.fields;
  const kept: Fields = {};
  if (tags !== undefined) kept.tags = tags;
  if (project !== undefined) kept.project = project;
  if (priority !== undefined) kept.priority = priority;
  reading.fields = kept;
}

/** Takes brackets along that hold nothing but claims: "(friday at 5pm)". */
function withBrackets(line: Sentence, claims: readonly Claim[]): Claim[] {
  const taken: Claim[] = [];
  for (const run of runs(claims)) {
    const [first, end] = [run[0]?.first ?? 0, run.at(-1)?.end ?? 0];
    const [opening, closing] = line.enclosing(first) ?? [];
    const isAll = opening === first - 1 && closing === end;
    for (const claim of run) {
      taken.push({
        ...claim,
        first: isAll && claim === run[0] ? claim.first - 1 : claim.first,
        end: isAll && claim === run.at(-1) ? claim.end + 1 : claim.end,
      });
    }
  }
  return taken;
}

/** Claims that follow each other with nothing between them. */
function runs(claims: readonly Claim[]): Claim[][] {
  const found: Claim[][] = [];
  for (const claim of claims) {
    const last = found.at(-1);
    if (last?.at(-1)?.end === claim.first) last?.push(claim);
    else found.push([claim]);
  }
  return found;
}

/** Whether more is left than times: "tomorrow at 5pm" has nothing to do on the date. */
function isSomethingLeft(line: Sentence, claims: readonly Claim[]): boolean {
  const covered = new Set<number>();
  for (const { first, end } of claims) for (let at = first; at < end; at += 1) covered.add(at);
  const rest = [...line.tokens.keys()].filter((at) => !line.isMark(at) && !covered.has(at));
  const [first, last] = [rest[0], rest.at(-1)];
  if (first === undefined || last === undefined) return false;
  const start = first > 0 && line.begins('time', first - 1) ? first - 1 : first;
  return clocksEnd(line, start) <= last;
}
