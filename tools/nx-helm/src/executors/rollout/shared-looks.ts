import { secondsSince } from '../../base/task-reports.ts';

/** What was read longer ago may have changed meanwhile, for one by the rollouts of this very batch. */
const lookSeconds = 5;

/**
 * Looks at a place, such as a namespace; who asks for the same place soon after gets the same answer.
 * A look that fails is for those alone who asked meanwhile: the next one looks again.
 */
export type SharedLooks<Answer> = (place: string, look: () => Promise<Answer>) => Promise<Answer>;

export function sharedLooks<Answer>(): SharedLooks<Answer> {
  const looks = new Map<string, { readonly at: number; readonly answer: Promise<Answer> }>();
  return (place, look) => {
    const known = looks.get(place);
    if (known !== undefined && secondsSince(known.at) < lookSeconds) return known.answer;
    const answer = look();
    looks.set(place, { at: Date.now(), answer });
    answer.catch(() => looks.delete(place));
    return answer;
  };
}
