'use client';

import { useDrafts } from '@taskora/ui';
import { useMemo } from 'react';

import { taskAdder, type AddingWith } from './add/add-tasks.ts';
import { useProjectPlace, useSpaceOfProject } from './add/project-of.ts';
import { UnsentLines } from './add/sending.ts';
import { useReadLine } from './add/use-read-line.ts';
import { taskChanger, type ChangingWith } from './list/change-tasks.ts';
import { useOutbox } from './outbox/outbox-context.tsx';

/** Everything that can be done to tasks: shown at once, said when it is done, explained when it is not. */
export function useTaskActions(
  surroundings: Omit<
    AddingWith & ChangingWith,
    'outbox' | 'readLine' | 'projectPlace' | 'spaceOfProject' | 'unsent'
  >,
) {
  const outbox = useOutbox();
  const readLine = useReadLine();
  const projectPlace = useProjectPlace();
  const spaceOfProject = useSpaceOfProject();
  const drafts = useDrafts();
  const { failures, undo, forms, places, onArrive } = surroundings;
  return useMemo(() => {
    const shared = { outbox, undo, failures, onArrive };
    const reading = { readLine, projectPlace, spaceOfProject, unsent: new UnsentLines(drafts) };
    return {
      ...taskAdder({ ...shared, ...reading }),
      ...taskChanger({ ...shared, forms, places }),
    };
  }, [
    outbox,
    readLine,
    projectPlace,
    spaceOfProject,
    drafts,
    failures,
    undo,
    forms,
    places,
    onArrive,
  ]);
}
