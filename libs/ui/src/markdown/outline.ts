import type { Part } from './read.ts';

const lowest = 6;

/**
 * The level that each block has among the headings of the page, 0 for what is no heading. None is left out
 * from one to a deeper one, whichever the text begins with: readers of the screen go from one to the next.
 */
export function outline(blocks: readonly Part[], below: number): number[] {
  const open: number[] = [];
  return blocks.map(({ token }) => {
    if (token.type !== 'heading_open') return 0;
    const level = Number(token.tag.slice(1));
    while ((open.at(-1) ?? 0) >= level) open.pop();
    open.push(level);
    return Math.min(below + open.length, lowest);
  });
}
