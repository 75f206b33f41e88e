/** Reads a line as typed: what there is to do, when, and which words said so. */
import { findBody } from './body.ts';
import { claimAsJson, spanOf, type Claim } from './claims.ts';
import { readContext, type Context, type WrittenContext } from './context.ts';
import type { JsonObject } from './json.ts';
import type { Language } from './languages.ts';
import { readClaims } from './reader.ts';
import type { Fields } from './reading.ts';
import { findJoint } from './reminders.ts';
import type { Sentence, Span } from './sentence.ts';
import { joined, titleAround, wholeTitle, withoutQuotes } from './titles.ts';
import { tokenise } from './tokens.ts';

/** What a line says. Places count code points. */
export interface ParsedLine extends Readonly<Fields> {
  readonly title: string;
  /** In order: `{kind, start, end, reading, others}`. */
  readonly claims: readonly JsonObject[];
}

/**
 * Reads a line: its title, what is claimed of it, and what the claims say.
 *
 * Every word ends up in the title or in a claim, and the title of a line with words is never empty.
 */
export function parseLine(text: string, context: WrittenContext, language: Language): ParsedLine {
  return readLine(text, readContext(context), language);
}

/** Reads a line, as `parseLine` does. */
function readLine(text: string, context: Context, language: Language): ParsedLine {
  const tokens = tokenise(text);
  if (tokens.length === 0) return { title: wholeTitle(text), claims: [] };
  const { line, commands, isReminder } = findBody([...text], tokens, language);
  const joints: ReadonlySet<string> = isReminder ? line.list('reminder_joints') : new Set();
  const { claims, fields } = readClaims(line, context, joints, commands.length > 0);
  const joint = isReminder ? findJoint(line, claims) : undefined;
  const written = [
    ...claims.map((claim) => claimAsJson(line, claim)),
    ...[...commands, ...(joint ? [joint] : [])].map(command),
  ];
  return {
    title: titleOf(line, claims, joint),
    ...fields,
    claims: written.toSorted((one, other) => Number(one['start']) - Number(other['start'])),
  };
}

function command([start, end]: Span): JsonObject {
  return { kind: 'command', start, end, reading: null, others: [] };
}

function titleOf(line: Sentence, claims: readonly Claim[], joint: Span | undefined): string {
  const [start, end] = [line.tokens[0]?.start ?? 0, line.tokens.at(-1)?.end ?? 0];
  const spans = claims.map((claim) => spanOf(line, claim));
  if (joint !== undefined) return withoutQuotes(reminderTitle(line, start, end, spans, joint));
  if (spans.length === 0) return withoutQuotes(wholeTitle(line.typed(start, end)));
  return withoutQuotes(titleAround(line.letters, start, end, spans));
}

/** The time of a reminder is said before what there is to do, and reads well after it. */
function reminderTitle(
  line: Sentence,
  start: number,
  end: number,
  spans: readonly Span[],
  [jointStart, jointEnd]: Span,
): string {
  const before = spans.filter(([begin]) => begin < jointStart);
  const after = spans.filter(([begin]) => begin >= jointEnd);
  const pieces = [titleAround(line.letters, jointEnd, end, after)];
  let at = start;
  for (const [begin, stop] of [...before, [jointStart, jointStart] as const]) {
    pieces.push(line.typed(at, Math.max(at, begin)));
    at = stop;
  }
  return joined(pieces);
}
