import type { Pod } from './pods.ts';

/** A node under load may need a little longer than a pod's own grace period. */
const patienceSeconds = 60;

/**
 * Pods that should have ended by now. They run nothing that counts and are in nobody's way, so they
 * are no fault of the release; but their node does not finish them, which somebody should know.
 */
export function overdueWords(pods: readonly Pod[], now: Date): string[] {
  return pods.flatMap(({ metadata: { name, deletionTimestamp } }) => {
    // The API server writes down when the grace period is over, not when the deletion was asked for.
    const seconds = (now.getTime() - Date.parse(deletionTimestamp ?? '')) / 1000;
    if (!(seconds > patienceSeconds)) return [];
    const minutes = Math.floor(seconds / 60);
    return [`pod ${name} should have ended ${minutes} min ago, and its node does not finish it`];
  });
}
