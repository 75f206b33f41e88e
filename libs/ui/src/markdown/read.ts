import MarkdownIt, { type Token } from 'markdown-it';

import { addressOf } from './address.ts';

/** A part of a text with the parts within it: what the library gives as a beginning and an end. */
export interface Part {
  token: Pick<Token, 'type' | 'tag' | 'content' | 'attrs' | 'map'>;
  parts: Part[];
}

/**
 * Deeper than this nobody writes, and a page that draws it would run out of room. The library
 * goes down to 100, and leaves out what lies deeper.
 */
const nestingMax = 40;

const reader = new MarkdownIt({ html: false, linkify: true });
// A link has its address where it stands, and a table would be wider than the panel of a task.
reader.disable(['reference', 'table']);
// An address by itself begins with how it is reached: the name of a file is none.
reader.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
// An address is read by the browser alone, and its text stays the one that was written.
reader.normalizeLink = (address) => address;
reader.normalizeLinkText = (text) => text;
reader.validateLink = (address) => addressOf(address) !== null;

function isTooDeep(tokens: readonly Token[]): boolean {
  return tokens.some(({ level, children }) => level > nestingMax || isTooDeep(children ?? []));
}

function partsOf(tokens: readonly Token[]): Part[] {
  const whole: Part[] = [];
  const open = [whole];
  for (const token of tokens) {
    if (token.nesting === -1) open.pop();
    else {
      const parts = partsOf(token.children ?? []);
      open.at(-1)?.push({ token, parts });
      if (token.nesting === 1) open.push(parts);
    }
  }
  return whole;
}

/** The parts of a text as CommonMark has them, with what is struck out; null where they lie too deep. */
export function read(text: string): Part[] | null {
  const tokens = reader.parse(text, {});
  return isTooDeep(tokens) ? null : partsOf(tokens);
}

/** The text of a line without its marks. */
export function plainText(parts: readonly Part[]): string {
  return parts
    .map(({ token, parts: within }) => {
      if (token.type === 'softbreak' || token.type === 'hardbreak') return ' ';
      return within.length > 0 ? plainText(within) : token.content;
    })
    .join('');
}
