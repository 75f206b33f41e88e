/**
 * Folds a text into what the lexicons are written in, and knows where each character came from.
 *
 * The fold is declared: each character becomes what data/fold.json says, whatever stands beside it and whatever
 * version of Unicode runs. A character that it does not name stays as it is.
 */
import { FOLD } from './data-files.ts';

/**
 * A folded text, a character for each code point: a list, since halves of surrogates that a fold brings together
 * would become one. `places` has where each of them was typed, in code points, and the end.
 */
export interface Folded {
  readonly letters: readonly string[];
  readonly places: readonly number[];
}

/** Folds a text; nothing that can be typed is refused. */
export function fold(text: string): Folded {
  const letters: string[] = [];
  const places: number[] = [];
  let place = 0;
  for (const letter of text) {
    for (const folded of FOLD.get(letter) ?? letter) {
      letters.push(folded);
      places.push(place);
    }
    place += 1;
  }
  places.push(place);
  return { letters, places };
}
