import { tokenise } from './tokens.ts';

/** The words of a phrase as choices between its readings are remembered by. */
export function foldedPhrase(phrase: string): string {
  return tokenise(phrase)
    .map(({ text }) => text)
    .join(' ');
}
