import type { Task } from '@taskora/api-client';
import type { InfiniteData, QueryClient } from '@tanstack/react-query';

import type { OutboxState } from '../outbox/outbox.ts';
import { taskPagesKey, type LoadedPage } from '../pages/use-task-pages.ts';

/** A task as any list of this page has it, or a later answer to a change; null where none knows of it. */
export function lastListed(
  client: QueryClient,
  { known }: Pick<OutboxState, 'known'>,
  id: string,
): Task | null {
  let { task = null, at = -Infinity } = known.get(id) ?? {};
  const lists = client.getQueriesData<InfiniteData<LoadedPage>>({ queryKey: taskPagesKey });
  for (const page of lists.flatMap(([, list]) => list?.pages ?? [])) {
    if (page.askedAt < at) continue;
    const listed = page.items.find((each) => each.id === id);
    if (listed) [task, at] = [listed, page.askedAt];
  }
  return task;
}
