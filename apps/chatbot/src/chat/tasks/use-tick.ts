'use client';

import { describeProblem } from '@taskora/api-client';
import { useToast } from '@taskora/ui';

import type { ShownTask } from '../message-schema.ts';
import { quoted } from '../quoted.ts';
import { keptText, sendUndo } from '../undo-change.ts';
import { useLiveTasks } from './live-tasks-context.ts';
import { NotTicked, type Ticked } from './live-tasks.ts';

function doneText({ task, completed, kept }: Ticked): string {
  const stays = keptText(kept);
  if (stays !== null) return stays;
  if (!completed) return `Reopened ${quoted(task.title)}.`;
  const recurs = task.completedAt === null;
  return recurs
    ? `Completed ${quoted(task.title)}. It is due again.`
    : `Completed ${quoted(task.title)}.`;
}

/** Completes and reopens the task of a row, and offers to undo that; null where nothing can be ticked. */
export function useTick(): ((task: ShownTask, completed: boolean) => void) | null {
  const live = useLiveTasks();
  const notify = useToast();
  if (live === null) return null;

  async function undo(changeId: string, topic: string): Promise<void> {
    try {
      const { kept } = await sendUndo(changeId);
      notify({ topic, title: keptText(kept) ?? 'Undone.' });
    } catch (error) {
      const description = describeProblem(error);
      notify({ topic, title: 'Undo did not work.', description, tone: 'danger' });
    } finally {
      live?.refresh();
    }
  }

  function undoing(changeId: string | null, topic: string) {
    if (changeId === null) return {};
    return { action: { label: 'Undo', onSelect: () => void undo(changeId, topic) } };
  }

  async function tick({ id, title, recurrence }: ShownTask, completed: boolean): Promise<void> {
    const topic = `tick:${id}`;
    try {
      const ticked = await live?.complete(id, completed, recurrence?.originalOn);
      if (ticked) notify({ topic, title: doneText(ticked), ...undoing(ticked.changeId, topic) });
    } catch (error) {
      if (!(error instanceof NotTicked)) throw error;
      notify({
        topic,
        title: `${quoted(title)} was not ${error.completed ? 'completed' : 'reopened'}.`,
        description: describeProblem(error.cause),
        tone: 'danger',
        ...undoing(error.changeId, topic),
      });
    }
  }

  return (task, completed) => void tick(task, completed);
}
