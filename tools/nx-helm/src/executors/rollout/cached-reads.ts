import { secondsSince } from '../../base/task-reports.ts';

/** The rollouts of this very batch change the cluster, so older answers are read again. */
const cacheSeconds = 5;

/**
 * Caches the answer for each key, such as a namespace. A read that fails is not cached: only those
 * who waited for it fail.
 */
export type CachedReads<Answer> = (place: string, read: () => Promise<Answer>) => Promise<Answer>;

export function cachedReads<Answer>(): CachedReads<Answer> {
  const reads = new Map<string, { readonly at: number; readonly answer: Promise<Answer> }>();
  return (place, read) => {
    const known = reads.get(place);
    if (known !== undefined && secondsSince(known.at) < cacheSeconds) return known.answer;
    const answer = read();
    reads.set(place, { at: Date.now(), answer });
    answer.catch(() => reads.delete(place));
    return answer;
  };
}
