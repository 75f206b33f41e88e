'use client';

import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';

import { TaskList } from '../list/task-list.tsx';
import { LoadFailure } from '../load-failure.tsx';
import { onDemand } from '../on-demand.ts';
import type { SectionsProps } from './sections.tsx';

const sectionsPartQuery = onDemand(
  'sections',
  async () => (await import('./sections.tsx')).Sections,
);

/** The tasks by section; in one list until the part that does it is there. */
export function OpenedSections(props: SectionsProps): ReactElement {
  const { data: Sections, isError, error, refetch } = useQuery(sectionsPartQuery);
  if (Sections) return <Sections {...props} />;
  return (
    <>
      {isError ? (
        <LoadFailure
          title="The sections could not be shown."
          error={error}
          onRetry={() => void refetch()}
        />
      ) : null}
      {props.list.tasks.length > 0 ? (
        <TaskList {...props.list} onEmptied={props.onEmptied} />
      ) : null}
    </>
  );
}
