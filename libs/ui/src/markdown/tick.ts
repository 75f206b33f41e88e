import type { Part } from './read.ts';

/** A box before the label of an item, which an empty item has as well. */
const box = /^\[([ xX])\](?:[ \t]+(?=\S)|$)/u;

/** Of an item with a box: its state, the line of the text that it stands in, and its label. */
export interface Tick {
  isTicked: boolean;
  line: number;
  label: Part[];
}

/** The box of an item; null where it has none. */
export function tickOf(item: Part): Tick | null {
  const inline = item.parts[0]?.parts[0];
  if (item.parts[0]?.token.type !== 'paragraph_open' || !inline?.token.map) return null;
  const [, state] = box.exec(inline.token.content) ?? [];
  if (state === undefined) return null;
  const label = inline.parts.map(({ token, parts }, index) => {
    if (index > 0) return { token, parts };
    return { token: { ...token, content: token.content.replace(/^\[.\][ \t]*/u, '') }, parts };
  });
  return { isTicked: state !== ' ', line: inline.token.map[0], label };
}

/** The text with the box of a line ticked or not: before it there are only the marks of lists. */
export function withTick(text: string, line: number, isTicked: boolean): string {
  // A line may end as it does on other systems.
  const lines = text.split(/(?<=\n|\r(?!\n))/u);
  return lines
    .map((each, index) =>
      index === line ? each.replace(/\[.\]/u, isTicked ? '[x]' : '[ ]') : each,
    )
    .join('');
}
