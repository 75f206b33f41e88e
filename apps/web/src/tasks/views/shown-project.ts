import type { Project, ProjectList } from '@taskora/api-client';
import type { UseQueryResult } from '@tanstack/react-query';

import type { View } from './view.ts';

/**
 * The project of a view; `unloaded` where its name could not be asked for, `unknown` where there is none, or
 * none that the person may see. Null for a view of no project.
 */
export type ShownProject = Project | 'loading' | 'unloaded' | 'unknown' | null;

/** What is known by now of the project that an address names. */
export function shownProject(
  view: View,
  { data, isError }: Pick<UseQueryResult<ProjectList>, 'data' | 'isError'>,
): ShownProject {
  if (view.kind !== 'project') return null;
  if (data) return data.items.find(({ id }) => id === view.id) ?? 'unknown';
  return isError ? 'unloaded' : 'loading';
}
