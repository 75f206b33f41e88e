'use client';

import {
  newId,
  pauseSeries,
  resumeSeries,
  sendChange,
  skipOccurrence,
  splitSeries,
  type NewRecurrence,
  type PauseDays,
  type Task,
} from '@taskora/api-client';
import { useRef, useState } from 'react';

import { ownZone } from '../add/typed.ts';
import { useOutbox } from '../outbox/outbox-context.tsx';
import { whileLeaving } from '../outbox/page-leaving.ts';
import { summaryOf } from '../undo/change-summary.tsx';
import type { Undo } from '../undo/use-undo.tsx';

/** Gives the tasks that came of it, the one that it was asked of first. */
type Send = Parameters<typeof sendChange<readonly Task[]>>[0];

/** Skips an occurrence, and pauses and resumes a series: each at once, and undone like any other change. */
export function useSeries(task: Task, onBeginChange: Undo['begin']) {
  const outbox = useOutbox();
  const [pending, setPending] = useState<string | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const last = useRef({ wanted: '', key: '' });

  /** What is asked for again has its key, so that it is done once. */
  function keyOf(wanted: string): string {
    if (last.current.wanted !== wanted) last.current = { wanted, key: newId() };
    return last.current.key;
  }

  async function change(name: string, wanted: object, send: Send): Promise<boolean> {
    if (pending !== null) return false;
    const idempotencyKey = keyOf(JSON.stringify([name, wanted]));
    setPending(name);
    setFailure(null);
    const doing = onBeginChange();
    try {
      const sent = sendChange(send, { idempotencyKey });
      const { result, changeId } = await outbox.during(sent);
      last.current = { wanted: '', key: '' };
      outbox.learn(result);
      doing.did(summaryOf('changed', task.title), [changeId]);
      return true;
    } catch (error) {
      await whileLeaving();
      doing.nothing();
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
