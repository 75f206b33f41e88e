import type { Block } from './blocks.ts';

const lowest = 6;

/**
 * The level that each block has among the headings of the page, 0 for what is no heading. None is left out
 * from one to a deeper one, whichever the text begins with: readers of the screen go from one to the next.
 */
export function outline(blocks: readonly Block[], below: number): number[] {
  const open: number[] = [];
  return blocks.map((block) => {
    if (block.kind !== 'heading') return 0;
    while ((open.at(-1) ?? 0) >= block.level) open.pop();
    open.push(block.level);
    return Math.min(below + open.length, lowest);
  });
}
