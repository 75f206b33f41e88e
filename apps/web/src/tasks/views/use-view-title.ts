'use client';

import { useEffect } from 'react';

import type { ShownProject } from './shown-project.ts';
import { viewNames, type View } from './view.ts';

const projectTitles = {
  loading: 'Loading the project',
  unloaded: 'Project',
  unknown: 'No such project',
};

function titleOf(view: View, project: ShownProject): string {
  if (view.kind !== 'project') return viewNames[view.kind];
  return typeof project === 'string' ? projectTitles[project] : (project?.name ?? '');
}

/** What a view is called; it is the title of the page too, so that tabs and history can be distinguished. */
export function useViewTitle(view: View, project: ShownProject): string {
  const title = titleOf(view, project);
  useEffect(() => {
    document.title = `${title} · Taskora`;
  }, [title]);
  return title;
}
