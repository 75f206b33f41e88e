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

type Place = Pick<NewTask, 'projectId' | 'spaceId'>;

const folded = (name: string) => name.normalize('NFKC').toLowerCase();

const queryKey = getListProjectsQueryKey();

async function allProjects(queryClient: QueryClient) {
  return (await queryClient.fetchQuery({ queryKey, queryFn: () => listProjects() })).items;
}

async function placeOf(
  queryClient: QueryClient,
  name: string,
  { key, spaceId: wanted }: { key: string; spaceId?: string | null | undefined },
): Promise<Place> {
  const items = await allProjects(queryClient);
  const known = items.find(
    (each) =>
      each.archivedAt === null &&
      folded(each.name) === folded(name) &&
      (!wanted || each.spaceId === wanted),
  );
  const made = { name, ...(wanted && { spaceId: wanted }) };
  // Of a task that is sent again, the project is made once.
  const { id, spaceId } =
    known ??
    (
      await sendChange((options) => createProject(made, options), {
        idempotencyKey: `${key}-project`,
      })
    ).result;
  if (!known) await queryClient.invalidateQueries({ queryKey });
  return { projectId: id, spaceId };
}

/** The project of that id with its space; the inbox where there is none any more. */
async function placeWith(queryClient: QueryClient, projectId: string): Promise<Place> {
  const found = (await allProjects(queryClient)).find(({ id }) => id === projectId);
  return found ? { projectId, spaceId: found.spaceId } : { projectId: null };
}

/** Finds the space of a project that is known by its id alone. */
export function useSpaceOfProject() {
  const queryClient = useQueryClient();
  return useCallback((projectId: string) => placeWith(queryClient, projectId), [queryClient]);
}

/**
 * Finds the project of a name, of any of the person's spaces, or makes it in their own; where a space is wanted, the
 * project is of that.
 */
export function useProjectPlace() {
  const queryClient = useQueryClient();
  return useCallback(
    (name: string, place: Parameters<typeof placeOf>[2]) => placeOf(queryClient, name, place),
    [queryClient],
  );
}
