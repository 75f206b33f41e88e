'use client';

import { deleteSpace, removeMember, type Space } from '@taskora/api-client';
import { Alert, AlertDialog, Button } from '@taskora/ui';
import { useRef, useState, type ReactElement } from 'react';

import { spaceRefusal } from './refusal.ts';
import { useSpaceChange } from './use-spaces.ts';

type Exit = 'leave' | 'delete';

const questions = {
  leave: {
    title: 'Leave this space?',
    text: 'You see nothing of it any more. An owner can let you in again by a new link.',
    confirm: 'Leave',
    cancel: 'Stay',
    failed: 'You are still a member.',
  },
  delete: {
    title: 'Delete this space?',
    text: 'No member sees it or its tasks any more. For 30 days an owner can restore it on this page.',
    confirm: 'Delete',
    cancel: 'Keep it',
    failed: 'It was not deleted.',
  },
} as const satisfies Record<Exit, object>;

export interface LeavingProps {
  space: Space;
  reader: string;
  /** The space is not there for the reader any more. */
  onGone: (said: string) => void;
  /** Where the focus goes then. */
  focusAfter: () => HTMLElement | null;
}

/** How one gets out of a space: everybody may leave, and an owner may delete it for all. */
export function Leaving({ space, reader, onGone, focusAfter }: LeavingProps): ReactElement {
  const [asked, setAsked] = useState<Exit | null>(null);
  const [last, setLast] = useState<Exit>('leave');
  const isGone = useRef(false);
  const { pending, failure, send } = useSpaceChange(spaceRefusal);
  const question = questions[asked ?? last];

  function ask(exit: Exit): void {
    isGone.current = false;
    setLast(exit);
    setAsked(exit);
  }

  async function go(exit: Exit): Promise<void> {
    await send(
      (options) =>
        exit === 'leave' ? removeMember(space.id, reader, options) : deleteSpace(space.id, options),
      () => {
        isGone.current = true;
        onGone(exit === 'leave' ? `You have left ${space.name}.` : `${space.name} is deleted.`);
        setAsked(null);
      },
    );
    setAsked(null);
  }

  return (
    <div className="grid gap-3">
      {failure ? (
        <Alert tone="danger" title={questions[last].failed}>
          {failure}
        </Alert>
      ) : null}
      <div className="flex flex-wrap gap-2">
        <Button aria-label={`Leave ${space.name}`} onClick={() => ask('leave')}>
          Leave
        </Button>
        {space.role === 'owner' ? (
          <Button
            variant="danger"
            aria-label={`Delete ${space.name}`}
            onClick={() => ask('delete')}
          >
            Delete
          </Button>
        ) : null}
      </div>
      <AlertDialog
        open={asked !== null}
        onOpenChange={() => setAsked(null)}
        title={question.title}
        description={question.text}
        confirmLabel={question.confirm}
        cancelLabel={question.cancel}
        pending={pending}
        onConfirm={() => void (asked && go(asked))}
        focusAfter={() => (isGone.current ? focusAfter() : null)}
      />
    </div>
  );
}
