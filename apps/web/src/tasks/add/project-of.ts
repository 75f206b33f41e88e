'use client';

import {
  createProject,
  getListProjectsQueryKey,
  listProjects,
  sendChange,
  type NewTask,
} from '@taskora/api-client';
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';

const folded = (name: string) => name.normalize('NFKC').toLowerCase();

async function placeOf(
  queryClient: QueryClient,
  name: string,
  key: string,
): Promise<Pick<NewTask, 'projectId' | 'spaceId'>> {
  const queryKey = getListProjectsQueryKey();
  const { items } = await queryClient.fetchQuery({ queryKey, queryFn: () => listProjects() });
  const known = items.find(
    (each) => each.archivedAt === null && folded(each.name) === folded(name),
  );
  // Of a task that is sent again, the project is made once.
  const { id, spaceId } =
    known ??
    (
      await sendChange((options) => createProject({ name }, options), {
        idempotencyKey: `${key}-project`,
      })
    ).result;
  if (!known) await queryClient.invalidateQueries({ queryKey });
  return { projectId: id, spaceId };
}

/** Finds the project of a name, of any of the person's spaces, or makes it in their own. */
export function useProjectPlace() {
  const queryClient = useQueryClient();
  return useCallback((name: string, key: string) => placeOf(queryClient, name, key), [queryClient]);
}
