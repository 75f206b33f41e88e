'use client';

import {
  createView,
  deleteView,
  newId,
  sendChange,
  updateView,
  type Changed,
  type ListedView,
  type NewView,
  type ViewChanges,
} from '@taskora/api-client';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';

import { useOutbox } from '../../outbox/outbox-context.tsx';
import { whileLeaving } from '../../outbox/page-leaving.ts';
import { summaryOf, type Verb } from '../../undo/change-summary.tsx';
import type { Undo } from '../../undo/use-undo.tsx';
import { savedViewsQuery } from './saved-views-query.ts';

interface Sending<Result> {
  verb: Verb;
  name: string;
  /** What is asked for, as text: the same text is sent again under the same key. */
  wanted: string;
  send: (options: Parameters<typeof updateView>[2]) => Promise<Result>;
}

/** Adds, changes, moves and deletes saved views; each is undone like any other change. */
export function useViewChanges(undo: Undo) {
  const outbox = useOutbox();
  const queryClient = useQueryClient();
  const [pending, setPending] = useState(false);
  const last = useRef({ wanted: '', key: '' });

  function keyOf(wanted: string): string {
    if (last.current.wanted !== wanted) last.current = { wanted, key: newId() };
    return last.current.key;
  }

  async function run<Result>({ verb, name, wanted, send }: Sending<Result>): Promise<Result> {
    const doing = undo.begin();
    setPending(true);
    try {
      const sent = sendChange((options) => send(options), { idempotencyKey: keyOf(wanted) });
      const { result, changeId }: Changed<Result> = await outbox.during(sent);
      last.current = { wanted: '', key: '' };
      await queryClient.invalidateQueries({ queryKey: savedViewsQuery.queryKey });
      doing.did(summaryOf(verb, name), [changeId]);
      return result;
    } catch (error) {
      await whileLeaving();
      doing.nothing();
      throw error;
    } finally {
      setPending(false);
    }
  }

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
