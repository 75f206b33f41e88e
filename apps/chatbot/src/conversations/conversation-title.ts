export const titleCharactersMax = 80;

/** What keeps a text from being a title; null when nothing does. Characters are counted as the API does. */
export function titleFault(text: string): string | null {
  const characters = [...text.trim()].length;
  if (characters === 0) return 'Write a title.';
  const excess = characters - titleCharactersMax;
  if (excess <= 0) return null;
  return excess === 1 ? '1 character too many.' : `${excess} characters too many.`;
}
