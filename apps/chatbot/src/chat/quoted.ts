const inside: Readonly<Record<string, string>> = {
  '\u{201c}': '\u{2018}',
  '\u{201e}': '\u{2018}',
  '\u{201f}': '\u{2018}',
  '\u{201d}': '\u{2019}',
  '"': "'",
};

/** Puts a text of somebody into quotation marks, of which none is left inside: it ends where they do. */
export function quoted(text: string): string {
  return `“${text.replaceAll(/[\u{201c}-\u{201f}"]/gu, (mark) => inside[mark] ?? mark)}”`;
}
