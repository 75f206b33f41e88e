import { secondsSince } from '../../base/task-reports.ts';

/** What was read longer ago may have changed meanwhile, for one by the rollouts of this very batch. */
const cacheSeconds = 5;

/**
 * Looks at a place, such as a namespace; who asks for the same place soon after gets the same answer.
 * A look that fails is for those alone who asked meanwhile: the next one looks again.
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
