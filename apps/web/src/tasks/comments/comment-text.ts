import { charactersIn } from '../add/title-text.ts';

/** What the API takes. */
const charactersMax = 32_768;
const charactersNamed = 40;

/** Why a text cannot be a comment. */
export function commentFault(text: string): string | undefined {
  const count = charactersIn(text);
  if (count <= charactersMax) return undefined;
  return `The comment has ${count} characters, and ${charactersMax} fit.`;
}

/** The beginning of a comment, by which it is distinguished from others. */
export function commentName(text: string): string {
  const [line = ''] = text.trim().split('\n');
  const characters = [...line];
  if (characters.length <= charactersNamed) return line;
  return `${characters.slice(0, charactersNamed).join('')}…`;
}

/** What was written while the rest of it was being sent. */
export function writtenSince(sent: string, now: string): string {
  return now.startsWith(sent) ? now.slice(sent.length).trimStart() : now;
}
