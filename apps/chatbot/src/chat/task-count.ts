/** How many tasks there are, in the words of a card. */
export function countOf(count: number): string {
  if (count === 0) return 'No tasks';
  return count === 1 ? '1 task' : `${count.toLocaleString('en')} tasks`;
}
