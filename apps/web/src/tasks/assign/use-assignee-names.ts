'use client';

import type { MemberList, Task } from '@taskora/api-client';
import { useQueries, type UseQueryResult } from '@tanstack/react-query';
import { useContext, useMemo } from 'react';

import { ReaderId } from '../reader.ts';
import { memberName, membersQuery } from './members.ts';

/** The members of each space; undefined while they are asked for, null where they could not be. */
const membersOf = (results: UseQueryResult<MemberList>[]) =>
  results.map(({ data, isError }) => data?.items ?? (isError ? null : undefined));

/**
 * Says to whom a task is assigned; undefined for one that is assigned to nobody, and empty while the name is not
 * known. The members are asked for of those spaces alone whose tasks are assigned.
 */
export function useAssigneeNames(
  tasks: readonly Task[] | null,
): (task: Task) => string | undefined {
  const reader = useContext(ReaderId);
  const spaceIds = useMemo(() => {
    const assigned = (tasks ?? []).filter(({ assigneeId }) => assigneeId);
    return [...new Set(assigned.map(({ spaceId }) => spaceId))].sort();
  }, [tasks]);
  const members = useQueries({ queries: spaceIds.map(membersQuery), combine: membersOf });
  return useMemo(
    () =>
      ({ assigneeId, spaceId }) => {
        if (!assigneeId) return undefined;
        const known = members[spaceIds.indexOf(spaceId)];
        if (known === undefined && assigneeId !== reader) return '';
        return memberName(assigneeId, known ?? undefined, reader);
      },
    [members, spaceIds, reader],
  );
}
