import { sorted, type Given } from './answer.ts';
import type { Case } from './cases.ts';
import type { Change, Read } from './reader.ts';

/** What there is after a turn, but for its ids and its moments. */
export interface Outcome {
  readonly shown: string;
  readonly kept: readonly string[];
  readonly calls: readonly Change[];
}

export interface Trial {
  readonly case: Case;
  /** What was otherwise than where nothing is killed; none is as it should be. */
  readonly faults: readonly string[];
  /** From the loss to the end of the answer. */
  readonly milliseconds: number;
}

/** What is otherwise than where nothing was killed. */
export function faultsIn(outcome: Outcome, expected: Outcome): string[] {
  const faults: string[] = [];
  if (outcome.shown !== expected.shown) faults.push('the answer is another one');
  if (outcome.kept.length !== 2) faults.push(`${outcome.kept.length} messages are kept`);
  if (outcome.kept[1] !== `assistant ${outcome.shown}`) faults.push('a reload shows another one');
  if (JSON.stringify(outcome.calls) !== JSON.stringify(expected.calls))
    faults.push('the ledger has other calls');
  return faults;
}

const outputsOf = ({ chunks }: Given): string[] =>
  chunks
    .filter(({ type }) => type === 'tool-output-available')
    .map((chunk) => JSON.stringify(sorted(chunk)));

/** What was shown of a call before the loss has to be shown after it too. */
export function takenBack({ cut, given }: Read): string[] {
  const shown = new Set(outputsOf(given));
  const isGone = cut.flatMap(outputsOf).some((output) => !shown.has(output));
  return isGone ? ['what was shown was taken back'] : [];
}
