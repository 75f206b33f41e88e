'use client';

import {
  createSection,
  deleteSection,
  getListSectionsQueryKey,
  updateSection,
  type PlaceChanges,
  type Section,
} from '@taskora/api-client';
import { useQueryClient } from '@tanstack/react-query';

import { taskPagesKey } from '../pages/use-task-pages.ts';
import type { Verb } from '../undo/change-summary.tsx';
import { useChangeBeside } from '../undo/use-change-beside.ts';
import type { Undo } from '../undo/use-undo.tsx';

/** Adds, renames, moves and deletes the sections of a project; each is undone like any other change. */
export function useSectionChanges(undo: Undo, projectId: string) {
  const queryClient = useQueryClient();
  const { pending, run } = useChangeBeside(undo, getListSectionsQueryKey(projectId));
  return {
    pending,
    add: (name: string) =>
      run({
        verb: 'added',
        name,
        wanted: JSON.stringify([projectId, name]),
        send: (options) => createSection(projectId, { name }, options),
      }),
    change: ({ id, name }: Section, changes: PlaceChanges, verb: Verb = 'changed') =>
      run({
        verb,
        name: changes.name ?? name,
        wanted: JSON.stringify([id, changes]),
        send: (options) => updateSection(id, changes, options),
      }),
    async remove({ id, name }: Section): Promise<void> {
      const send = (options: Parameters<typeof deleteSection>[1]) => deleteSection(id, options);
      await run({ verb: 'deleted', name, wanted: id, send });
      // Its tasks are in no section any more.
      await queryClient.invalidateQueries({ queryKey: taskPagesKey });
    },
  };
}

/** After which section one comes that goes a place up or down; undefined where there is none. */
export function sectionBeside(
  sections: readonly Section[],
  { id }: Section,
  step: -1 | 1,
): string | null | undefined {
  const index = sections.findIndex((each) => each.id === id);
  const beyond = sections[index + step];
  if (index < 0 || !beyond) return undefined;
  return step === 1 ? beyond.id : (sections[index - 2]?.id ?? null);
}
