'use client';

import { Button } from '@taskora/ui';
import type { ReactElement } from 'react';

import type { ProjectSections } from './use-project-sections.ts';

/** How the tasks of a project stand, and the move to another section. */
export function ProjectExtras({ sections }: { sections: ProjectSections }): ReactElement | null {
  const { projectId, isBoard, setBoard, openForm } = sections;
  if (projectId === '') return null;
  return (
    <>
      <Button
        size="small"
        variant="quiet"
        aria-pressed={isBoard}
        onClick={() => setBoard(!isBoard)}
      >
        Board
      </Button>
      <Button size="small" variant="quiet" onClick={() => openForm('new')}>
        Add section
      </Button>
    </>
  );
}
