'use client';

import {
  removeMember,
  updateMember,
  type Member,
  type Role,
  type Space,
} from '@taskora/api-client';
import { Alert, AlertDialog, Button, SelectField, Spinner, StatusRegion } from '@taskora/ui';
import { useRef, useState, type ReactElement } from 'react';

import { LoadProblem } from './load-problem.tsx';
import { spaceRefusal } from './refusal.ts';
import { everyRole, roleTexts } from './role-text.ts';
import { useMembers, useSpaceChange } from './use-spaces.ts';

export interface MemberListProps {
  space: Space;
  /** The id of the person who reads the page. */
  reader: string;
}

const nameOf = ({ name }: Member) => name || 'Member without a name';

/** Who may see a space. Its owners give other roles, and take members out. */
export function MemberList({ space, reader }: MemberListProps): ReactElement {
  const { data, isError, error, refetch } = useMembers(space.id);
  const [asked, setAsked] = useState<Member | null>(null);
  const [said, setSaid] = useState('');
  /** Whose role was changed last. */
  const [given, setGiven] = useState<string | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  /** The button that asked is gone with its member, so the focus cannot go back to it. */
  const removed = useRef(false);
  const { pending, failure, send } = useSpaceChange(spaceRefusal);
  const isOwner = space.role === 'owner';

  async function give(member: Member, role: Role): Promise<void> {
    setGiven(member.memberId);
    const done = await send((options) =>
      updateMember(space.id, member.memberId, { role }, options),
    );
    if (done) setSaid(`${nameOf(member)} is now ${roleTexts[role].article}.`);
  }

  async function take(member: Member): Promise<void> {
    removed.current = await send((options) => removeMember(space.id, member.memberId, options));
    if (removed.current) setSaid(`${nameOf(member)} is no member any more.`);
    setAsked(null);
  }

  return (
    <div className="grid gap-3">
      <h4 ref={heading} tabIndex={-1} className="font-medium outline-none">
        Members
      </h4>
      <p className="text-sm text-muted">
        {everyRole.map((role) => `${roleTexts[role].name}: ${roleTexts[role].may}.`).join(' ')}
      </p>
      {failure ? (
        <Alert tone="danger" title="The members are as they were.">
          {failure}
        </Alert>
      ) : null}
      {isError && !data ? (
        <LoadProblem
          title="The members could not be loaded."
          error={error}
          onRetry={() => void refetch()}
        />
      ) : null}
      {!data && !isError ? <Spinner label="Loading members" /> : null}
      {data ? (
        <ul aria-label="Members" className="grid divide-y divide-line">
          {data.items.map((member) => (
            <li
              key={member.memberId}
              className="flex min-h-target flex-wrap items-center gap-x-3 gap-y-1 py-2"
            >
              <span className="min-w-32 flex-1 wrap-anywhere">
                <bdi>{nameOf(member)}</bdi>
                {member.memberId === reader ? ' (you)' : ''}
              </span>
              {isOwner ? (
                <SelectField
                  label={`Role of ${nameOf(member)}`}
                  hideLabel
                  className="w-28"
                  // The one that was just used keeps the focus.
                  disabled={pending && given !== member.memberId}
                  value={member.role}
                  onChange={(event) => void give(member, event.currentTarget.value as Role)}
                >
                  {everyRole.map((role) => (
                    <option key={role} value={role}>
                      {roleTexts[role].name}
                    </option>
                  ))}
                </SelectField>
              ) : (
                <span className="text-sm text-muted">{roleTexts[member.role].name}</span>
              )}
              {isOwner && member.memberId !== reader ? (
                <Button
                  size="small"
                  aria-label={`Remove ${nameOf(member)}`}
                  onClick={() => {
                    removed.current = false;
                    setAsked(member);
                  }}
                >
                  Remove
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
      <AlertDialog
        open={asked !== null}
        onOpenChange={() => setAsked(null)}
        title="Remove this member?"
        description={
          <>
            <bdi>{asked ? nameOf(asked) : ''}</bdi> sees nothing of <bdi>{space.name}</bdi> any
            more. What they have added stays, and their tasks stay assigned until somebody else
            takes them.
          </>
        }
        confirmLabel="Remove"
        cancelLabel="Keep them"
        pending={pending}
        onConfirm={() => void (asked && take(asked))}
        focusAfter={() => (removed.current ? heading.current : null)}
      />
      <StatusRegion>{said}</StatusRegion>
    </div>
  );
}
