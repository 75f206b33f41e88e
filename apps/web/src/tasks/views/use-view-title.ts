'use client';

import type { ListedView } from '@taskora/api-client';
import { useEffect } from 'react';

import { wholeDayText } from '../words/day-text.ts';
import type { ShownProject } from './shown-project.ts';
import type { ShownSpace } from './use-shared-spaces.ts';
import { viewNames, type View } from './view.ts';

const projectTitles = {
  loading: 'Loading the project',
  unloaded: 'Project',
  unknown: 'No such project',
};

const spaceTitles = {
  loading: 'Loading the space',
  unloaded: 'Shared space',
  unknown: 'No such space',
};

function titleOf(
  view: View,
  project: ShownProject,
  saved: ListedView | undefined,
  space: ShownSpace,
): string {
  if (view.kind === 'saved') return saved?.name ?? 'View';
  if (view.kind === 'tag') return `@${view.tag}`;
  if (view.kind === 'space') {
    return typeof space === 'string' ? spaceTitles[space] : (space?.name ?? '');
  }
  if (view.kind === 'day') return wholeDayText(view.on);
  if (view.kind !== 'project') return viewNames[view.kind];
  return typeof project === 'string' ? projectTitles[project] : (project?.name ?? '');
}

/** What a view is called; it is the title of the page too, so that tabs and history can be distinguished. */
export function useViewTitle(
  view: View,
  project: ShownProject,
  saved: ListedView | undefined,
  space: ShownSpace,
): string {
  const title = titleOf(view, project, saved, space);
  useEffect(() => {
    document.title = `${title} · Taskora`;
  }, [title]);
  return title;
}
