'use client';

import {
  getListDeletedSpacesQueryKey,
  getListInvitationsQueryKey,
  getListMembersQueryKey,
  getListSpacesQueryKey,
  listDeletedSpaces,
  listInvitations,
  listMembers,
  listSpaces,
  newId,
  sendChange,
} from '@taskora/api-client';
import { useQuery, useQueryClient, type Query } from '@tanstack/react-query';
import { useCallback, useState } from 'react';

/** Lists that are always asked for anew: others change them too. */
const live = { staleTime: 0, refetchOnWindowFocus: 'always' } as const;

export function useSpaces() {
  return useQuery({
    queryKey: getListSpacesQueryKey(),
    queryFn: async ({ signal }) => (await listSpaces({ signal })).items,
    ...live,
  });
}

export function useMembers(spaceId: string) {
  return useQuery({
    queryKey: getListMembersQueryKey(spaceId),
    queryFn: ({ signal }) => listMembers(spaceId, { signal }),
    ...live,
  });
}

export function useInvitations(spaceId: string) {
  return useQuery({
    queryKey: getListInvitationsQueryKey(spaceId),
    queryFn: async ({ signal }) => (await listInvitations(spaceId, { signal })).items,
    ...live,
  });
}

export function useDeletedSpaces() {
  return useQuery({
    queryKey: getListDeletedSpacesQueryKey(),
    queryFn: async ({ signal }) => (await listDeletedSpaces({ signal })).items,
    ...live,
  });
}

const isOfSpaces = ({ queryKey: [address] }: Query) =>
  /^\/api\/v1\/(?:deleted-)?spaces(?:\/|$)/u.test(String(address));

/** Reads all that is shown of spaces again. */
export function useSpacesRefresh(): () => Promise<void> {
  const queryClient = useQueryClient();
  return useCallback(() => queryClient.invalidateQueries({ predicate: isOfSpaces }), [queryClient]);
}

/** What becomes of one thing that was asked for: it is pending, or was refused for a reason. */
export function useSpaceChange(refusalOf: (error: unknown) => string) {
  const refresh = useSpacesRefresh();
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  /**
   * Whether it was done. What is shown is read again in any case; `onDone` comes before that, when what asked is
   * still there.
   */
  async function run(work: () => Promise<unknown>, onDone?: () => void): Promise<boolean> {
    if (pending) return false;
    setPending(true);
    setFailure(null);
    try {
      await work();
      onDone?.();
      return true;
    } catch (error) {
      setFailure(refusalOf(error));
      return false;
    } finally {
      await refresh();
      setPending(false);
    }
  }

  return {
    pending,
    failure,
    run,
    /** A request that is safe to send again when its answer is lost. */
    send: (request: Parameters<typeof sendChange>[0], onDone?: () => void) =>
      run(() => sendChange(request, { idempotencyKey: newId() }), onDone),
  };
}
