import {
  getListSpacesQueryKey,
  getListViewsQueryKey,
  listSpaces,
  listViews,
} from '@taskora/api-client';
import { queryOptions } from '@tanstack/react-query';

/** The views that the person's spaces have saved, in the order of each space. */
export const savedViewsQuery = queryOptions({
  queryKey: getListViewsQueryKey(),
  queryFn: async ({ signal }) => (await listViews(undefined, { signal })).items,
  refetchOnWindowFocus: 'always',
});

/** The spaces of the person; what a saved view is about depends on whose it is. */
export const spacesQuery = queryOptions({
  queryKey: getListSpacesQueryKey(),
  queryFn: async ({ signal }) => (await listSpaces({ signal })).items,
});
