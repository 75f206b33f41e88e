/** A place in a line, in code points. */
export type Span = readonly [start: number, end: number];

export function textAt(line: string, [start, end]: Span): string {
  return [...line].slice(start, end).join('');
}

/** Everywhere that a phrase stands in a line, in whatever case. */
export function placesOf(phrase: string, line: string): Span[] {
  // Each letter by itself: one that has two in lower case would move all that follow it.
  const lower = (text: string) => [...text].map((letter) => letter.toLowerCase());
  const [letters, sought] = [lower(line), lower(phrase)];
  if (sought.length === 0) return [];
  return letters.flatMap((_, at) => {
    const isHere = sought.every((letter, index) => letters[at + index] === letter);
    return isHere ? [[at, at + sought.length] as const] : [];
  });
}
