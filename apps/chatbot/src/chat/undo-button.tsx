'use client';

import {
  describeProblem,
  hasStatus,
  isUnknownOutcome,
  newId,
  sendChange,
  undoChange,
} from '@taskora/api-client';
import { Button, StatusRegion, useToast } from '@taskora/ui';
import { useRef, useState, type ReactElement } from 'react';

import { useLiveTasks } from './tasks/live-tasks-context.ts';
import { keptText } from './undo-change.ts';

/** Undoes a change from where it is reported; pressed again it does it anew. */
export function UndoButton({ changeId }: { changeId: string }): ReactElement | null {
  // An undo is a change as well, so that undoing it brings the change back.
  const [undo, setUndo] = useState({ changeId, isUndone: false });
  const [isPending, setIsPending] = useState(false);
  const [isOver, setIsOver] = useState(false);
  const [said, setSaid] = useState('');
  /** Of the press whose answer was lost: pressed again, it is the same request. */
  const key = useRef<string | null>(null);
  const notify = useToast();
  const live = useLiveTasks();
  const label = undo.isUndone ? 'Redo' : 'Undo';

  const press = async (): Promise<void> => {
    setIsPending(true);
    try {
      const idempotencyKey = (key.current ??= newId());
      const { result } = await sendChange((options) => undoChange(undo.changeId, options), {
        idempotencyKey,
      });
      const { changeId: next, kept } = result;
      key.current = null;
      setUndo({ changeId: next, isUndone: !undo.isUndone });
      setSaid(undo.isUndone ? 'Done again.' : 'Undone.');
      const stays = keptText(kept);
      if (stays !== null) notify({ title: stays });
    } catch (error) {
      if (!isUnknownOutcome(error)) key.current = null;
      // Every task of the change was changed again since: there is nothing left to undo.
      setIsOver(hasStatus(error, 409));
      notify({
        title: `${label} did not work.`,
        description: describeProblem(error),
        tone: 'danger',
      });
    } finally {
      setIsPending(false);
      live?.refresh();
    }
  };

  return (
    <>
      {isOver ? null : (
        <Button
          variant="quiet"
          size="small"
          // Disabled it would lose the focus, and who presses twice would undo the undo.
          aria-disabled={isPending}
          // The second half of a double click may come after the answer to its first.
          onClick={({ detail }) => {
            if (!isPending && detail <= 1) void press();
          }}
        >
          {label}
        </Button>
      )}
      <StatusRegion>{said}</StatusRegion>
    </>
  );
}
