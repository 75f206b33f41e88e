'use client';

import type { Project } from '@taskora/api-client';
import { useEffect } from 'react';

import { viewNames, type View } from './view.ts';

/** What a view is called; it is the title of the page too, so that tabs and history can be distinguished. */
export function useViewTitle(view: View, projects: readonly Project[] | undefined): string {
  const title =
    view.kind === 'project'
      ? (projects?.find(({ id }) => id === view.id)?.name ?? 'Project')
      : viewNames[view.kind];
  useEffect(() => {
    document.title = `${title} · Taskora`;
  }, [title]);
  return title;
}
