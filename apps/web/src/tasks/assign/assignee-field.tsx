'use client';

import { SelectField } from '@taskora/ui';
import { useQuery } from '@tanstack/react-query';
import { useContext, type ReactElement } from 'react';

import type { FieldsProps } from '../edit/fields/fields.ts';
import { Unloaded } from '../edit/fields/unloaded.tsx';
import { ReaderId } from '../reader.ts';
import { spacesQuery } from '../views/saved/saved-views-query.ts';
import { memberName, membersQuery } from './members.ts';

/** To which member of its space a task is assigned; nothing for one of a space that has no others. */
export function AssigneeField({ draft, onChange }: FieldsProps): ReactElement | null {
  const { assigneeId, base } = draft;
  const reader = useContext(ReaderId);
  const spaces = useQuery(spacesQuery);
  const isShared = spaces.data?.find(({ id }) => id === base.spaceId)?.kind === 'shared';
  const isUnknown = spaces.isError && !spaces.data;
  const isAsked = isShared || assigneeId !== '';
  const { data, isError, refetch } = useQuery(membersQuery(isAsked ? base.spaceId : ''));
  const members = data?.items ?? [];
  if (isUnknown && !isAsked) {
    return (
      <p className="text-sm text-muted sm:col-span-2">
        <Unloaded
          text="Your spaces could not be loaded, so it is not known whom this can be assigned to."
          onRetry={() => void spaces.refetch()}
        />
      </p>
    );
  }
  if (!isAsked) return null;
  const isListed = assigneeId === '' || members.some(({ memberId }) => memberId === assigneeId);
  return (
    <SelectField
      label="Assigned to"
      description={
        isError && !data ? (
          <Unloaded text="The members could not be loaded." onRetry={() => void refetch()} />
        ) : null
      }
      value={assigneeId}
      onChange={(event) => onChange({ assigneeId: event.currentTarget.value })}
    >
      <option value="">Nobody</option>
      {isListed ? null : (
        <option value={assigneeId}>{memberName(assigneeId, data?.items, reader)}</option>
      )}
      {members.map(({ memberId, name }) => (
        <option key={memberId} value={memberId}>
          {memberId === reader ? `You (${name})` : name || 'A member'}
        </option>
      ))}
    </SelectField>
  );
}
