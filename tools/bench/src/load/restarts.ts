/** How often each container has been restarted, by the pod that it belongs to and its name. */
export type Restarts = ReadonlyMap<string, number>;

/**
 * Restarts between two reads. A pod that was replaced takes its count along, and its successor begins
 * at none, so counts are compared container by container and never as sums.
 */
export function restartsBetween(before: Restarts, after: Restarts): number {
  let sum = 0;
  for (const [container, count] of after) sum += count - (before.get(container) ?? 0);
  return sum;
}
