/** A claim: tokens of a line with a meaning, and how they were read. */
import type { Json, JsonObject } from './json.ts';
import type { Sentence, Span } from './sentence.ts';

/** Tokens with a meaning, what they mean as JSON, and what else they could mean. */
export interface Claim {
  readonly kind: string;
  readonly first: number;
  readonly end: number;
  readonly reading: Json;
  readonly others?: readonly Json[];
}

/** Where a claim is in the text, in code points. */
export function spanOf(line: Sentence, { first, end }: Claim): Span {
  return [line.tokens[first]?.start ?? 0, line.tokens[end - 1]?.end ?? 0];
}

export function claimAsJson(line: Sentence, claim: Claim): JsonObject {
  const [start, end] = spanOf(line, claim);
  return { kind: claim.kind, start, end, reading: claim.reading, others: claim.others ?? [] };
}

/** The folded words of tokens, by which a choice between readings is remembered. */
export function wordsOf(line: Sentence, first: number, end: number): string {
  return line.words.slice(first, end).join(' ');
}
