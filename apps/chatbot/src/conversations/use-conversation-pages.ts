'use client';

import {
  getListConversationsQueryKey,
  listConversations,
  type ConversationSummary,
} from '@taskora/api-client';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';

/**
 * The conversations, the latest first, page by page; none twice, although one may move as pages are read.
 * With a search, those in whose title or messages its text is; until they are here, what was shown stays.
 */
export function useConversationPages(search: string) {
  const { data, ...query } = useInfiniteQuery({
    queryKey: [...getListConversationsQueryKey(), 'pages', search],
    queryFn: ({ pageParam, signal }) =>
      listConversations(
        { ...(pageParam !== undefined && { cursor: pageParam }), ...(search && { search }) },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
  const found = new Map<string, ConversationSummary>();
  for (const page of data?.pages ?? []) {
    for (const each of page.items) if (!found.has(each.id)) found.set(each.id, each);
  }
  return { ...query, conversations: data && [...found.values()] };
}
