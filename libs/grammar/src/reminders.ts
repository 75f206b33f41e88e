/** Finds the word that joins what a reminder is about: "remind me tomorrow at 5pm to call mom". */
import type { Claim } from './claims.ts';
import { timesEnd } from './clocks.ts';
import type { Sentence, Span } from './sentence.ts';

/** Finds the "to" after the times and days at the beginning, which is a part of the command. */
export function findJoint(line: Sentence, claims: readonly Claim[]): Span | undefined {
  const ends = new Map(claims.map(({ first, end }) => [first, end]));
  let at = 0;
  for (;;) {
    const after = Math.max(timesEnd(line, at), ends.get(at) ?? at);
    if (after === at) break;
    at = after;
  }
  if (at === 0 || !line.isIn(at, 'reminder_joints') || line.word(at + 1) === '') return undefined;
  const token = line.tokens[at];
  return token && [token.start, token.end];
}
