'use client';

import type { Task } from '@taskora/api-client';
import { useDismissTopic, useToast } from '@taskora/ui';
import { useCallback, useMemo, useState } from 'react';

import type { Failures } from '../failures/use-failures.ts';
import { useOutbox } from '../outbox/outbox-context.tsx';
import { isOutdated, sendUndo } from '../outbox/task-requests.ts';
import { happenedInWords, HappenedText, type Happened } from './happened.tsx';
import { stepOf, UndoStack, type Step } from './undo-stack.ts';

/** The notices of what was done last; an older one would offer to undo something else. */
const topic = 'last-change';

export interface TakenBack {
  /** Tasks that are as they were before. */
  undone: Task[];
  /** Tasks that have been changed since, and stay as they are. */
  kept: Task[];
  redo: Step;
}

/** Says what was done and offers to undo it: at once from a notice, later by keyboard. */
export function useUndo(failures: Failures, onArrive: (id: string) => void) {
  const outbox = useOutbox();
  const notify = useToast();
  const dismissTopic = useDismissTopic();
  const [stack] = useState(() => new UndoStack());
  const { report, dismiss } = failures;

  const takeBack = useCallback(
    async (step: Step): Promise<TakenBack> => {
      const undone: Task[] = [];
      const kept: Task[] = [];
      const changeIds: string[] = [];
      for (const { id, key } of step.changes.toReversed()) {
        const result = await sendUndo(id, key);
        outbox.learn([...result.undone, ...result.kept], result.removed);
        undone.push(...result.undone);
        kept.push(...result.kept);
        changeIds.push(result.changeId);
      }
      const [first] = undone;
      if (first) onArrive(first.id);
      return { undone, kept, redo: stepOf(step.happened, changeIds) };
    },
    [onArrive, outbox],
  );

  const run = useCallback(
    async function undoOrRedo(step: Step, direction: 'undo' | 'redo'): Promise<void> {
      const id = `undo-${step.changes[0]?.id ?? ''}`;
      dismiss(id);
      dismissTopic(topic);
      const back = direction === 'undo';
      try {
        const { kept, redo } = await takeBack(step);
        if (back) stack.undid(step, redo);
        else stack.redid(step, redo);
        notify({
          topic,
          title: (
            <>
              {back ? 'Undone' : 'Done again'}: <HappenedText {...step.happened} />
            </>
          ),
          ...(kept.length > 0 && { description: keptText(kept) }),
          action: {
            label: back ? 'Redo' : 'Undo',
            onSelect: () => void undoOrRedo(redo, back ? 'redo' : 'undo'),
          },
        });
      } catch (error) {
        report({
          id,
          title: `${happenedInWords(step.happened)}: this was not ${back ? 'undone' : 'done again'}.`,
          error,
          ...(!isOutdated(error) && { retry: () => void undoOrRedo(step, direction) }),
        });
      }
    },
    [dismiss, dismissTopic, notify, report, stack, takeBack],
  );

  const did = useCallback(
    (happened: Happened, changeIds: readonly (string | null)[], description?: string) => {
      const known = changeIds.filter((id) => id !== null);
      const step = stepOf(happened, known);
      if (known.length > 0) stack.did(step);
      notify({
        topic,
        title: <HappenedText {...happened} />,
        ...(description && { description }),
        ...(known.length > 0 && {
          action: { label: 'Undo', onSelect: () => void run(step, 'undo') },
        }),
      });
    },
    [notify, run, stack],
  );

  return useMemo(
    () => ({
      did,
      /** A further change begins, so the offer to undo the one before it is out of date. */
      begin: () => dismissTopic(topic),
      takeBack,
      /** Whether there was something to undo. */
      undoLast: () => {
        const step = stack.lastDone();
        if (step) void run(step, 'undo');
        return step !== undefined;
      },
      redoLast: () => {
        const step = stack.lastUndone();
        if (step) void run(step, 'redo');
        return step !== undefined;
      },
    }),
    [did, dismissTopic, run, stack, takeBack],
  );
}

function keptText(kept: readonly Task[]): string {
  const [first] = kept;
  return kept.length === 1 && first
    ? `“${first.title}” has been changed since and stays as it is.`
    : `${kept.length} tasks have been changed since and stay as they are.`;
}

export type Undo = ReturnType<typeof useUndo>;
