'use client';

import { getListSectionsQueryKey, listSections } from '@taskora/api-client';
import { queryOptions, useQueries, useQuery } from '@tanstack/react-query';

import { projectsQuery } from '../details/projects-query.ts';

export const sectionsQuery = (projectId: string) =>
  queryOptions({
    queryKey: getListSectionsQueryKey(projectId),
    queryFn: ({ signal }) => listSections(projectId, { signal }),
    enabled: projectId !== '',
  });

/** Names projects, and the sections of these projects, by their ids. */
export function usePlaceNames(projectIds: readonly string[]): (id: string) => string {
  const projects = useQuery(projectsQuery).data?.items ?? [];
  const sections = useQueries({ queries: [...new Set(projectIds)].map(sectionsQuery) });
  const places = [...projects, ...sections.flatMap(({ data }) => data?.items ?? [])];
  return (id) => places.find((place) => place.id === id)?.name ?? 'another one';
}
