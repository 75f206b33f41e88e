'use client';

import { describeProblem, moveTask, newId, sendChange, type Space } from '@taskora/api-client';
import { Alert, Button, SelectField } from '@taskora/ui';
import { useQuery } from '@tanstack/react-query';
import { useContext, useState, type ReactElement } from 'react';

import { differing, valuesOf, type EditDraft } from '../edit/edit-draft.ts';
import { useOutbox } from '../outbox/outbox-context.tsx';
import { ReaderId } from '../reader.ts';
import { summaryOf } from '../undo/change-summary.tsx';
import type { Undo } from '../undo/use-undo.tsx';
import { spacesQuery } from '../views/saved/saved-views-query.ts';
import { memberName, membersQuery } from './members.ts';

export interface MoveToSpaceProps {
  draft: EditDraft;
  onBeginChange: Undo['begin'];
  /** The form is of a task that was here, and nothing in it waits to be saved. */
  onMoved: () => void;
}

const nameOf = ({ kind, name }: Space) => (kind === 'personal' ? 'Your own tasks' : name);

/** Who has the task in another space: whoever is no member there cannot. */
function useFateOfAssignee({ base }: EditDraft, target: Space | undefined): string {
  const reader = useContext(ReaderId);
  const assigneeId = base.assigneeId ?? '';
  const isAsked = assigneeId !== '' && target !== undefined;
  const isOwn = target?.kind === 'personal';
  const here = useQuery(membersQuery(isAsked ? base.spaceId : ''));
  const there = useQuery(membersQuery(isAsked && !isOwn ? target.id : ''));
  if (!isAsked) return '';
  const name = memberName(assigneeId, here.data?.items, reader);
  const stays = isOwn
    ? assigneeId === reader
    : there.data?.items.some(({ memberId }) => memberId === assigneeId);
  if (stays === undefined) return ' It stays assigned only if its assignee is a member there.';
  if (stays) return ` It stays assigned to ${name === 'You' ? 'you' : name}.`;
  const verb = name === 'You' ? 'are' : 'is';
  return ` ${name} ${verb} no member there, so it will be assigned to nobody.`;
}

/** Moves a task to another space, as a change of its own beside the form. */
export function MoveToSpace(props: MoveToSpaceProps): ReactElement | null {
  const { draft, onBeginChange, onMoved } = props;
  const { base } = draft;
  const outbox = useOutbox();
  const { data: spaces = [] } = useQuery(spacesQuery);
  const [chosen, setChosen] = useState('');
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const places = spaces.filter(({ id, role }) => id !== base.spaceId && role !== 'viewer');
  const target = places.find(({ id }) => id === chosen);
  const fate = useFateOfAssignee(draft, target);
  const isUnsaved = differing(draft, valuesOf(base)).length > 0;
  if (places.length === 0) return null;

  async function move(): Promise<void> {
    if (!target || isUnsaved) return;
    const doing = onBeginChange();
    setPending(true);
    setFailure(null);
    try {
      const sent = sendChange((options) => moveTask(base.id, { spaceId: target.id }, options), {
        idempotencyKey: newId(),
      });
      const { result, changeId } = await outbox.during(sent);
      outbox.learn([result]);
      setChosen('');
      doing.did(summaryOf('moved', result.title), [changeId]);
      onMoved();
    } catch (error) {
      doing.nothing();
      setFailure(describeProblem(error));
    } finally {
      setPending(false);
    }
  }

  return (
    <section aria-label="Space" className="grid gap-2">
      {failure ? (
        <Alert tone="danger" title="It was not moved.">
          {failure}
        </Alert>
      ) : null}
      <div className="flex flex-wrap items-end gap-2">
        <SelectField
          label="Move to another space"
          className="min-w-0 flex-1 basis-48"
          description={
            target
              ? `It keeps its history, comments and subtasks, and leaves its project.${fate}${
                  isUnsaved ? ' Save what you have changed above first.' : ''
                }`
              : null
          }
          value={chosen}
          onChange={(event) => setChosen(event.currentTarget.value)}
        >
          <option value="">Stay where it is</option>
          {places.map((space) => (
            <option key={space.id} value={space.id}>
              {nameOf(space)}
            </option>
          ))}
        </SelectField>
      </div>
      {target ? (
        <Button
          className="justify-self-start"
          pending={pending}
          disabled={isUnsaved}
          onClick={() => void move()}
        >
          Move to {nameOf(target)}
        </Button>
      ) : null}
    </section>
  );
}
