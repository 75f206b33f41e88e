/** How many tasks there are, as a card says it. */
export function countOf(count: number): string {
  if (count === 0) return 'No tasks';
  return count === 1 ? '1 task' : `${count.toLocaleString('en')} tasks`;
}
