/** The data of the grammar that every language needs. */
import core from '../data/core.json' with { type: 'json' };
import characters from '../data/fold.json' with { type: 'json' };
import type { Classes } from './lexicon.ts';
import type { Alternatives } from './rules.ts';

/** Classes, rules and lists; where a language has one of the same name, it takes its place. */
export interface GrammarData {
  readonly lexicon: Classes;
  readonly rules: Alternatives;
  readonly placement: Readonly<Record<string, readonly string[]>>;
}

/** Characters that are alike: the code point of the first, how many there are, and the step from each to the next. */
interface Run {
  readonly first: number;
  readonly count: number;
  readonly step: number;
}

/** Reads runs, of which each says how far its first one is behind the first one of the run before. */
function runsOf(written: readonly (readonly number[])[]): Run[] {
  let first = 0;
  return written.map(([after = 0, count = 0, step = 1]) => {
    first += after;
    return { first, count, step };
  });
}

const letterOf = (point: number): string => String.fromCodePoint(point);

function lettersOf({ first, count, step }: Run): string[] {
  // With a step of 0, letters that follow each other become the same one.
  return Array.from({ length: count }, (_, number) => letterOf(first + number * (step || 1)));
}

function foldOf(): Map<string, string> {
  const table = new Map<string, string>();
  for (const [to, letters] of Object.entries(characters.others)) {
    for (const letter of letters) table.set(letter, to);
  }
  for (const [index, run] of runsOf(characters.moves).entries()) {
    const to = run.first + (characters.moves[index]?.[3] ?? 0);
    for (const [number, letter] of lettersOf(run).entries()) {
      table.set(letter, letterOf(to + number * run.step));
    }
  }
  return table;
}

/** Letters as in the brackets of a regular expression; none of them means more there. */
function bracketsOf(written: readonly (readonly number[])[]): string {
  const parts = runsOf(written).map((run) => {
    const { first, count, step } = run;
    if (step !== 1) return lettersOf(run).join('');
    return `${letterOf(first)}-${letterOf(first + count - 1)}`;
  });
  return parts.join('');
}

/** What each character becomes; one that is not here stays as it is. */
export const FOLD: ReadonlyMap<string, string> = foldOf();
/** As in the brackets of a regular expression, for folded text. */
export const LETTERS: string = bracketsOf(characters.letters);
export const SPACES: string = bracketsOf(characters.spaces);
/** The letters with which a name begins, as they are typed. */
export const CAPITALS: ReadonlySet<string> = new Set(
  runsOf(characters.capitals).flatMap(lettersOf),
);
// See loadData of languages.ts.
export const CORE = core as unknown as GrammarData;
