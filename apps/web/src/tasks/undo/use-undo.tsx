'use client';

import type { Task } from '@taskora/api-client';
import { useDismissTopic, useToast } from '@taskora/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';

import type { FailureReporter } from '../failures/use-failures.ts';
import { useOutbox } from '../outbox/outbox-context.tsx';
import { sendUndo } from '../outbox/task-requests.ts';
import { isBesideTasks } from '../pages/beside-tasks.ts';
import { describeChange, ChangeSummaryText, type ChangeSummary } from './change-summary.tsx';
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

/** A change that was asked for, and is undone in its turn even while it is pending. */
export interface Doing {
  /** The server has made these changes. */
  did: (happened: ChangeSummary, changeIds: readonly (string | null)[]) => void;
  /** The server has made them, and they are wished no longer: they are undone at once. */
  unwished: (happened: ChangeSummary, changeIds: readonly (string | null)[]) => void;
  /** Nothing was changed after all. */
  nothing: () => void;
}

/** What can be undone of it; null where nothing is different from before. */
function stepFrom(happened: ChangeSummary, changeIds: readonly (string | null)[]): Step | null {
  const known = changeIds.filter((id) => id !== null);
  return known.length > 0 ? stepOf(happened, known) : null;
}

/** Says what was done and offers to undo it: at once from a notice, later by keyboard. */
export function useUndo(failures: FailureReporter, onArrive: (id: string) => void) {
  const outbox = useOutbox();
  const notify = useToast();
  const dismissTopic = useDismissTopic();
  const queryClient = useQueryClient();
  const [stack] = useState(() => new UndoStack());
  const { report, dismiss } = failures;

  const takeBack = useCallback(
    async (step: Step): Promise<TakenBack> => {
      const undone: Task[] = [];
      const kept: Task[] = [];
      const changeIds: string[] = [];
      for (const { id, key } of step.changes.toReversed()) {
        const result = await sendUndo(id, key);
        outbox.learn(result.undone, result.removed);
        outbox.see(result.kept);
        undone.push(...result.undone);
        kept.push(...result.kept);
        changeIds.push(result.changeId);
      }
      void queryClient.invalidateQueries({ predicate: isBesideTasks });
      const [first] = undone;
      if (first) onArrive(first.id);
      return { undone, kept, redo: stepOf(step.happened, changeIds) };
    },
    [onArrive, outbox, queryClient],
  );

  const run = useCallback(
    async function undoOrRedo(step: Step, direction: 'undo' | 'redo'): Promise<void> {
      const back = direction === 'undo';
      const id = `undo-${step.changes[0]?.id ?? ''}`;
      const finish = back ? stack.expectUndone() : stack.expectDone();
      dismiss(id);
      dismissTopic(topic);
      try {
        const { kept, redo } = await takeBack(step);
        finish(redo);
        notify({
          topic,
          title: (
            <>
              {back ? 'Undone' : 'Done again'}: <ChangeSummaryText {...step.happened} />
            </>
          ),
          ...(kept.length > 0 && { description: keptText(kept) }),
          action: {
            label: back ? 'Redo' : 'Undo',
            onSelect: () => {
              stack.takeOut(redo);
              void undoOrRedo(redo, back ? 'redo' : 'undo');
            },
          },
        });
      } catch (error) {
        finish(null);
        report({
          id,
          title: `${describeChange(step.happened)}: this was not ${back ? 'undone' : 'done again'}.`,
          error,
          retry: () => void undoOrRedo(step, direction),
        });
      }
    },
    [dismiss, dismissTopic, notify, report, stack, takeBack],
  );

  const begin = useCallback((): Doing => {
    dismissTopic(topic);
    const finish = stack.begin();
    return {
      nothing: () => finish(null),
      unwished: (happened, changeIds) => {
        const step = stepFrom(happened, changeIds);
        finish(null);
        if (step) void run(step, 'undo');
      },
      did: (happened, changeIds) => {
        const step = stepFrom(happened, changeIds);
        finish(step);
        const undo = (taken: Step) => {
          stack.takeOut(taken);
          void run(taken, 'undo');
        };
        notify({
          topic,
          title: <ChangeSummaryText {...happened} />,
          ...(step && { action: { label: 'Undo', onSelect: () => undo(step) } }),
        });
      },
    };
  }, [dismissTopic, notify, run, stack]);

  return useMemo(
    () => ({
      begin,
      takeBack,
      /** Whether there is something to undo; it may still be pending. */
      undoLast: () => {
        const some = stack.hasDone;
        void stack.takeDone().then((step) => step && run(step, 'undo'));
        return some;
      },
      redoLast: () => {
        const some = stack.hasUndone;
        void stack.takeUndone().then((step) => step && run(step, 'redo'));
        return some;
      },
    }),
    [begin, run, stack, takeBack],
  );
}

function keptText(kept: readonly Task[]): string {
  const [first] = kept;
  return kept.length === 1 && first
    ? `“${first.title}” has been changed since and stays as it is.`
    : `${kept.length} tasks have been changed since and stay as they are.`;
}

export type Undo = ReturnType<typeof useUndo>;
