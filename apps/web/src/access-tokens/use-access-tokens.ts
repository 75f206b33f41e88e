'use client';

import {
  createAccessToken,
  getListAccessTokensQueryKey,
  listAccessTokens,
  newId,
  revokeAccessToken,
  sendChange,
  type CreatedAccessToken,
  type NewAccessToken,
} from '@taskora/api-client';
import { useQuery, useQueryClient } from '@tanstack/react-query';

const tokensKey = getListAccessTokensQueryKey();

/** The tokens of whoever is signed in, and what can be done with them. */
export function useAccessTokens() {
  const queryClient = useQueryClient();
  const query = useQuery({
    queryKey: tokensKey,
    queryFn: ({ signal }) => listAccessTokens({ signal }),
    staleTime: 0,
  });
  const refresh = () => queryClient.invalidateQueries({ queryKey: tokensKey });

  /** Not sent again when its answer is lost: the token is in the first answer alone. */
  async function create(wanted: NewAccessToken): Promise<CreatedAccessToken> {
    try {
      return await createAccessToken(wanted);
    } finally {
      await refresh();
    }
  }

  async function revoke(id: string): Promise<void> {
    try {
      await sendChange((options) => revokeAccessToken(id, options), { idempotencyKey: newId() });
    } finally {
      await refresh();
    }
  }

  return { query, create, revoke };
}
