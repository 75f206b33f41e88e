/** Whatever begins or ends a link, an image, emphasis, code, a tag of HTML or the name of a character. */
const signs = /[\\`*_[\]<>&|~#]/gu;

/** A part of a line, so that no sign of Markdown and no HTML is in them. */
export function escapeSigns(text: string): string {
  return text.replaceAll(signs, String.raw`\$&`);
}

/** A line that would begin a list, or make a heading or a rule of the line above, begins with text instead. */
export function guardBeginning(line: string): string {
  return line
    .trim()
    .replace(/^[-+=]/u, String.raw`\$&`)
    .replace(/^(\d{1,9})([.)])/u, String.raw`$1\$2`);
}

/** The text of one line, so that Markdown shows them as they are. */
export function escapeMarkdown(line: string): string {
  return guardBeginning(escapeSigns(line));
}
