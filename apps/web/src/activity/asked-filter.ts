import type { ActivityFilter } from './use-activity.ts';
import { isActor } from './words.ts';

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu;

/** What an address asks for; what it says of something else means nothing. */
export function filterIn({
  task,
  by,
}: Readonly<Record<string, string | string[] | undefined>>): ActivityFilter {
  return {
    entityId: typeof task === 'string' && uuid.test(task) ? task : null,
    actor: typeof by === 'string' && isActor(by) ? by : null,
  };
}
