/** Splits a folded text into words, numbers and marks. */
import { LETTERS, SPACES } from './data-files.ts';
import { fold } from './folding.ts';

export type Kind = 'word' | 'number' | 'mark';

/** A part of a text: where it is in what was typed, in code points, and whether it touches the one before. */
export interface Token {
  readonly text: string;
  readonly kind: Kind;
  readonly start: number;
  readonly end: number;
  readonly isGlued: boolean;
}

const KINDS: readonly (readonly [pattern: RegExp, kind: Kind | 'space'])[] = [
  [new RegExp(`^[${LETTERS}]$`, 'u'), 'word'],
  [/^[0-9]$/, 'number'],
  [new RegExp(`^[${SPACES}]$`, 'u'), 'space'],
];
const APOSTROPHE = "'";

function findKind(letter: string): Kind | 'space' {
  return KINDS.find(([pattern]) => pattern.test(letter))?.[1] ?? 'mark';
}

const ASCII: Readonly<Record<string, Kind | 'space'>> = Object.fromEntries(
  Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)).map((letter) => [
    letter,
    findKind(letter),
  ]),
);

/** The kind of token that a character belongs to, if it is in one. */
function kindOf(letter: string | undefined): Kind | 'space' | undefined {
  return letter === undefined ? undefined : (ASCII[letter] ?? findKind(letter));
}

/** The place after the token that begins at a place. */
function endOf(letters: readonly string[], start: number, kind: Kind): number {
  let end = start + 1;
  if (kind === 'mark') return end;
  for (;;) {
    if (kindOf(letters[end]) === kind) end += 1;
    // An apostrophe within a word belongs to it: "o'clock", "today's".
    else if (kind === 'word' && letters[end] === APOSTROPHE && kindOf(letters[end + 1]) === kind) {
      end += 2;
    } else return end;
  }
}

/** Splits a text; white space is in no token, and all else is in one. */
export function tokenise(text: string): Token[] {
  const { letters, places } = fold(text);
  const tokens: Token[] = [];
  let before = -1;
  let start = 0;
  while (start < letters.length) {
    const kind = kindOf(letters[start]) ?? 'space';
    if (kind === 'space') {
      start += 1;
      continue;
    }
    const end = endOf(letters, start, kind);
    // What the fold leaves out, such as an accent, belongs to the token that it is beside.
    const isGlued = start === before;
    const begin = isGlued ? places[start] : start > 0 ? (places[start - 1] ?? 0) + 1 : 0;
    tokens.push({
      text: letters.slice(start, end).join(''),
      kind,
      start: begin ?? 0,
      end: places[end] ?? 0,
      isGlued,
    });
    before = end;
    start = end;
  }
  return tokens;
}
