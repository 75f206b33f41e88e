import { getListProjectsQueryKey, listProjects } from '@taskora/api-client';
import { queryOptions } from '@tanstack/react-query';

/** The projects of all spaces of the person, archived ones too: tasks of theirs are still listed. */
export const projectsQuery = queryOptions({
  queryKey: getListProjectsQueryKey(),
  queryFn: ({ signal }) => listProjects(undefined, { signal }),
  refetchOnWindowFocus: 'always',
});
