'use client';

import {
  pauseSeries,
  resumeSeries,
  type sendChange,
  skipOccurrence,
  splitSeries,
  type NewRecurrence,
  type PauseDays,
  type Task,
} from '@taskora/api-client';
import { useState } from 'react';

import { ownZone } from '../add/typed.ts';
import { useOutbox } from '../outbox/outbox-context.tsx';
import { useChangeBeside } from '../undo/use-change-beside.ts';
import type { Undo } from '../undo/use-undo.tsx';

/** Gives the tasks that came of it, the one that it was asked of first. */
type Send = Parameters<typeof sendChange<readonly Task[]>>[0];

/** Skips an occurrence, and pauses and resumes a series: each at once, and undone like any other change. */
export function useSeries(task: Task, onBeginChange: Undo['begin']) {
  const outbox = useOutbox();
  const beside = useChangeBeside({ begin: onBeginChange }, null);
  const [pending, setPending] = useState<string | null>(null);
  const [failure, setFailure] = useState<unknown>(null);

  async function change(name: string, wanted: object, send: Send): Promise<boolean> {
    if (pending !== null) return false;
    setPending(name);
    setFailure(null);
    try {
      await beside.run({
        verb: 'changed',
        name: task.title,
        wanted: JSON.stringify([name, wanted]),
        send,
        learn: (tasks) => outbox.learn(tasks),
      });
      return true;
    } catch (error) {
      setFailure(error);
      return false;
    } finally {
      setPending(null);
    }
  }

  return {
    /** What is being done, by its name. */
    pending,
    failure,
    skip(occurrenceOn: string): Promise<boolean> {
      const wanted = { occurrenceOn, timeZone: ownZone() };
      return change('skip', wanted, async (options) => [
        await skipOccurrence(task.id, wanted, options),
      ]);
    },
    pause(days: PauseDays): Promise<boolean> {
      return change('pause', days, async (options) => [await pauseSeries(task.id, days, options)]);
    },
    resume(resumedOn: string): Promise<boolean> {
      return change(`resume ${resumedOn}`, {}, async (options) => [
        await resumeSeries(task.id, { resumedOn }, options),
      ]);
    },
    /** From an occurrence on it repeats otherwise, as a task of its own. */
    split(occurrenceOn: string, recurrence: NewRecurrence): Promise<boolean> {
      const wanted = { occurrenceOn, changes: { recurrence } };
      return change('split', wanted, async (options) => {
        const { before, following } = await splitSeries(task.id, wanted, options);
        return before.id === following.id ? [following] : [before, following];
      });
    },
  };
}

export type Series = ReturnType<typeof useSeries>;
