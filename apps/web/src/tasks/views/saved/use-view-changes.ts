'use client';

import {
  createView,
  deleteView,
  updateView,
  type ListedView,
  type NewView,
  type ViewChanges,
} from '@taskora/api-client';

import type { Verb } from '../../undo/change-summary.tsx';
import { useChangeBeside } from '../../undo/use-change-beside.ts';
import type { Undo } from '../../undo/use-undo.tsx';
import { savedViewsQuery } from './saved-views-query.ts';

/** Adds, changes, moves and deletes saved views; each is undone like any other change. */
export function useViewChanges(undo: Undo) {
  const { pending, run } = useChangeBeside(undo, savedViewsQuery.queryKey);

  return {
    pending,
    add: (view: NewView) =>
      run({
        verb: 'added',
        name: view.name,
        wanted: JSON.stringify(view),
        send: (options) => createView(view, options),
      }),
    change: ({ id, name }: ListedView, changes: ViewChanges, verb: Verb = 'changed') =>
      run({
        verb,
        name: changes.name ?? name,
        wanted: JSON.stringify([id, changes]),
        send: (options) => updateView(id, changes, options),
      }),
    remove: ({ id, name }: ListedView) =>
      run({
        verb: 'deleted',
        name,
        wanted: id,
        send: (options) => deleteView(id, options),
      }),
  };
}

/** After which view of its space one comes that goes a place up or down; undefined where there is none. */
export function placeBeside(
  views: readonly ListedView[],
  { id, spaceId }: ListedView,
  step: -1 | 1,
): string | null | undefined {
  const inSpace = views.filter((each) => each.spaceId === spaceId);
  const index = inSpace.findIndex((each) => each.id === id) + step;
  if (index < 0 || index >= inSpace.length) return undefined;
  return inSpace[step === 1 ? index : index - 1]?.id ?? null;
}
