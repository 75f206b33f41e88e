import { getListMembersQueryKey, listMembers } from '@taskora/api-client';
import { queryOptions } from '@tanstack/react-query';

/** The members of a space, to whom its tasks can be assigned. */
export const membersQuery = (spaceId: string) =>
  queryOptions({
    queryKey: getListMembersQueryKey(spaceId),
    queryFn: ({ signal }) => listMembers(spaceId, { signal }),
    enabled: spaceId !== '',
  });

export interface Named {
  memberId: string;
  name: string;
}

/** What a member is called for a reader; of somebody who has left, the space knows no name any more. */
export function memberName(
  memberId: string,
  members: readonly Named[] | undefined,
  reader: string,
): string {
  if (memberId === reader) return 'You';
  if (!members) return 'A member';
  const known = members.find((each) => each.memberId === memberId);
  return known ? known.name || 'A member' : 'A former member';
}
