'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';

import { readingSettingsQuery } from '../../add/reading-settings.ts';
import type { Sought } from '../../pages/use-task-pages.ts';
import type { View } from '../view.ts';
import { savedViewsQuery, spacesQuery } from './saved-views-query.ts';

/**
 * The saved views, and what the one of the address asks for. One in the person's own space is about all of
 * their spaces, one in a shared space about the tasks of that.
 */
export function useSavedView(view: View) {
  const { data: views, ...list } = useQuery(savedViewsQuery);
  const isWanted = view.kind === 'saved';
  const shown = isWanted ? views?.find(({ id }) => id === view.id) : undefined;
  const spaces = useQuery({ ...spacesQuery, enabled: isWanted });
  const settings = useQuery({ ...readingSettingsQuery, enabled: isWanted });
  // Without them it is not known of which tasks the view is: those of one space are not all.
  const isReady = spaces.data !== undefined && !settings.isPending;
  const isShared = spaces.data?.find(({ id }) => id === shown?.spaceId)?.kind === 'shared';
  const weekStart = settings.data?.weekStart ?? 0;
  const asked = useMemo(
    (): Sought | null =>
      shown && isReady
        ? {
            filter: shown.filter,
            sort: shown.sort,
            weekStart,
            ...(isShared && { spaceId: shown.spaceId }),
          }
        : null,
    [shown, isReady, isShared, weekStart],
  );
  return {
    views: views ?? [],
    /** The view of the address. */
    shown,
    asked,
    /** It was deleted, or is of somebody else. */
    isMissing: isWanted && views !== undefined && shown === undefined,
    error: isWanted && views === undefined ? list.error : null,
    /** Of the spaces, without which nothing can be asked. */
    spacesError: shown !== undefined && spaces.data === undefined ? spaces.error : null,
    retry: () => {
      if (views === undefined) void list.refetch();
      if (spaces.isError) void spaces.refetch();
    },
  };
}

export type SavedView = ReturnType<typeof useSavedView>;
