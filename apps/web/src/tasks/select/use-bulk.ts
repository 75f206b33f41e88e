'use client';

import {
  ApiError,
  changeTasks,
  newId,
  sendChange,
  type BulkChange,
  type Task,
} from '@taskora/api-client';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';

import type { FailureReporter } from '../failures/use-failures.ts';
import { useOutbox } from '../outbox/outbox-context.tsx';
import { whileLeaving } from '../outbox/page-leaving.ts';
import { taskPagesKey } from '../pages/use-task-pages.ts';
import type { Undo } from '../undo/use-undo.tsx';

/** What becomes of all selected tasks. */
export interface Wanted {
  /** As people say it of what was done, and of what was not. */
  verb: 'completed' | 'changed' | 'deleted';
  body: Omit<BulkChange, 'filter' | 'taskIds'>;
}

/** Tasks that go out in one request, under one key; as many as the API takes. */
interface Part {
  ids: readonly string[];
  key: string;
}

/** One thing that was wanted of some tasks, until all of it is done. */
interface Run {
  /** What its failure is called: that of another one stays beside it. */
  id: string;
  wanted: Wanted;
  /** What is not known to be done: it is sent again under the same keys. */
  rest: readonly Part[];
}

const tasksPerRequest = 5_000;

function partsOf(ids: readonly string[]): Part[] {
  const count = Math.ceil(ids.length / tasksPerRequest);
  return Array.from({ length: count }, (_, number) => ({
    ids: ids.slice(number * tasksPerRequest, (number + 1) * tasksPerRequest),
    key: newId(),
  }));
}

const total = (parts: readonly Part[]) => parts.reduce((sum, { ids }) => sum + ids.length, 0);
const tasksText = (count: number) => (count === 1 ? '1 task' : `${count} tasks`);
const were = (count: number) => (count === 1 ? 'was' : 'were');

/** Those that were selected and are not there any more: nobody can change them, and they are named as such. */
function gone(): ApiError {
  const detail = 'Deleted, or moved out of your sight, since you selected it.';
  return new ApiError({ requestId: '', title: 'Not found', detail, status: 404, fields: [] });
}

export interface BulkWith {
  undo: Undo;
  failures: FailureReporter;
}

/** Changes many tasks as one, which one undo takes back. */
export function useBulk({ undo, failures }: BulkWith) {
  const outbox = useOutbox();
  const queryClient = useQueryClient();
  const [pending, setPending] = useState(false);
  /** By what was wanted of which tasks: whoever asks for the same again means the same. */
  const unfinished = useRef(new Map<string, Run>());

  function runOf(ids: readonly string[], wanted: Wanted): Run {
    const text = JSON.stringify([ids.toSorted(), wanted.body]);
    const known = unfinished.current.get(text);
    if (known) return known;
    const run: Run = { id: `selection-${newId()}`, wanted, rest: partsOf(ids) };
    unfinished.current.set(text, run);
    return run;
  }

  function finish(run: Run): void {
    for (const [text, known] of unfinished.current) {
      if (known === run) unfinished.current.delete(text);
    }
  }

  async function send(run: Run): Promise<boolean> {
    const { verb, body } = run.wanted;
    failures.dismiss(run.id);
    const doing = undo.begin();
    const changeIds: (string | null)[] = [];
    let titles: string[] = [];
    let found = 0;
    let asked = 0;
    let failed: unknown;
    // What was wanted of one of them before comes first.
    await outbox.whenIdle();
    for (const { ids, key } of run.rest) {
      const change = { ...body, taskIds: [...ids] };
      const sent = sendChange((options) => changeTasks(change, options), { idempotencyKey: key });
      try {
        const { result, changeId } = await outbox.during(sent);
        outbox.learn(body.delete ? [] : result.items, body.delete ? ids : []);
        changeIds.push(changeId);
        titles = [...titles, ...result.items.map(({ title }) => title)];
        found += result.count;
        asked += ids.length;
        run.rest = run.rest.slice(1);
      } catch (error) {
        await whileLeaving();
        failed = error;
        break;
      }
    }
    if (found > 0) doing.did({ verb, titles, count: found }, changeIds);
    else doing.nothing();
    void queryClient.invalidateQueries({ queryKey: taskPagesKey });
    if (failed !== undefined) {
      const count = total(run.rest);
      failures.report({
        id: run.id,
        title: `${tasksText(count)} ${were(count)} not ${verb}.`,
        error: failed,
        retry: () => void start(run),
      });
      return false;
    }
    finish(run);
    if (found < asked) {
      const count = asked - found;
      const title = `${count} of ${tasksText(asked)} ${were(count)} not ${verb}.`;
      failures.report({ id: run.id, title, error: gone() });
    }
    return true;
  }

  async function start(run: Run): Promise<boolean> {
    setPending(true);
    try {
      return await send(run);
    } finally {
      setPending(false);
    }
  }

  return {
    pending,
    /** Whether all that are there were changed; otherwise it has been said what was not. */
    change: (tasks: readonly Task[], wanted: Wanted) =>
      start(
        runOf(
          tasks.map(({ id }) => id),
          wanted,
        ),
      ),
  };
}
