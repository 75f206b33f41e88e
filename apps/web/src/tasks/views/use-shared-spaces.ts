'use client';

import type { Space } from '@taskora/api-client';
import { useQuery } from '@tanstack/react-query';

import { spacesQuery } from './saved/saved-views-query.ts';
import type { View } from './view.ts';

/**
 * The space of a view; `unloaded` where its name could not be asked for, `unknown` where there is none, or none that
 * the person is a member of. Null for a view of no space.
 */
export type ShownSpace = Space | 'loading' | 'unloaded' | 'unknown' | null;

function shownSpace(
  view: View,
  spaces: readonly Space[] | undefined,
  isError: boolean,
): ShownSpace {
  if (view.kind !== 'space') return null;
  if (spaces) return spaces.find(({ id }) => id === view.id) ?? 'unknown';
  return isError ? 'unloaded' : 'loading';
}

/** The spaces that the person shares with others. */
export function useSharedSpaces(view: View) {
  const { data, isError, error, refetch } = useQuery(spacesQuery);
  return {
    spaces: data?.filter(({ kind }) => kind === 'shared'),
    shown: shownSpace(view, data, isError),
    /** Why they are not there: then nothing says that there are none. */
    failure: isError && !data ? { error, onRetry: () => void refetch() } : null,
  };
}

export type SharedSpaces = ReturnType<typeof useSharedSpaces>;
