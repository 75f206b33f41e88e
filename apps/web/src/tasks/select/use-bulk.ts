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
import { useState } from 'react';

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

const tasksPerRequest = 5_000;
const failureId = 'selection';

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

  async function send(parts: readonly Part[], wanted: Wanted): Promise<boolean> {
    const { verb, body } = wanted;
    failures.dismiss(failureId);
    const doing = undo.begin();
    const changeIds: (string | null)[] = [];
    let titles: string[] = [];
    let found = 0;
    let asked = 0;
    let failed: unknown;
    // What was wanted of one of them before comes first.
    await outbox.whenIdle();
    for (const { ids, key } of parts) {
      const change = { ...body, taskIds: [...ids] };
      const sent = sendChange((options) => changeTasks(change, options), { idempotencyKey: key });
      try {
        const { result, changeId } = await outbox.during(sent);
        outbox.learn(body.delete ? [] : result.items, body.delete ? ids : []);
        changeIds.push(changeId);
        titles = [...titles, ...result.items.map(({ title }) => title)];
        found += result.count;
        asked += ids.length;
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
      const rest = parts.slice(changeIds.length);
      const count = total(rest);
      failures.report({
        id: failureId,
        title: `${tasksText(count)} ${were(count)} not ${verb}.`,
        error: failed,
        retry: () => void run(rest, wanted),
      });
    } else if (found < asked) {
      const count = asked - found;
      const title = `${count} of ${tasksText(asked)} ${were(count)} not ${verb}.`;
      failures.report({ id: failureId, title, error: gone() });
    }
    return failed === undefined;
  }

  async function run(parts: readonly Part[], wanted: Wanted): Promise<boolean> {
    setPending(true);
    try {
      return await send(parts, wanted);
    } finally {
      setPending(false);
    }
  }

  return {
    pending,
    /** Whether all that are there were changed; otherwise it has been said what was not. */
    change: (tasks: readonly Task[], wanted: Wanted) =>
      run(partsOf(tasks.map(({ id }) => id)), wanted),
  };
}
