'use client';

import { useQueries, useQuery } from '@tanstack/react-query';
import { useContext, useMemo } from 'react';

import { membersQuery } from '../tasks/assign/members.ts';
import { projectsQuery } from '../tasks/details/projects-query.ts';
import { ReaderId } from '../tasks/reader.ts';
import type { DoneChange } from './changes-of.ts';
import type { Names } from './fields.ts';

/** What ids are called; members are asked for only of spaces in which somebody else did something. */
export function useNames(changes: readonly DoneChange[]): Names {
  const reader = useContext(ReaderId);
  const { data: projects } = useQuery(projectsQuery);
  const others = changes.filter(({ first }) => first.memberId !== reader);
  const spaces = [...new Set(others.map(({ first }) => first.spaceId))];
  const members = useQueries({
    queries: spaces.map((spaceId) => membersQuery(spaceId)),
    combine: (results) => results.flatMap(({ data }) => data?.items ?? []),
  });
  return useMemo(
    () => ({
      projects: new Map((projects?.items ?? []).map(({ id, name }) => [id, name])),
      members: new Map([
        ...members.map(({ memberId, name }) => [memberId, name] as const),
        [reader, 'You'] as const,
      ]),
    }),
    [projects, members, reader],
  );
}
