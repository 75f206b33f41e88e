'use client';

import { getListMembersQueryKey, listMembers, type Comment } from '@taskora/api-client';
import { useQuery } from '@tanstack/react-query';
import { useContext } from 'react';

import { ReaderId } from '../reader.ts';

/** Whatever a member has said or set. */
type Authored = Pick<Comment, 'authorId'>;

/**
 * Names the authors of comments; the members of their space are asked for where somebody else than the reader
 * is among them.
 */
export function useAuthors(spaceId: string, comments: readonly Authored[]) {
  const reader = useContext(ReaderId);
  const query = useQuery({
    queryKey: getListMembersQueryKey(spaceId),
    queryFn: ({ signal }) => listMembers(spaceId, { signal }),
    enabled: comments.some(({ authorId }) => authorId !== reader),
  });
  const names = new Map(query.data?.items.map(({ memberId, name }) => [memberId, name]));
  const isOwn = ({ authorId }: Authored) => authorId === reader;
  const nameOf = (comment: Authored): string => {
    if (isOwn(comment)) return 'You';
    const name = names.get(comment.authorId);
    if (name) return name;
    return query.data && name === undefined ? 'A former member' : 'A member';
  };
  return { isOwn, nameOf, query };
}
