'use client';

import {
  getListConversationsQueryKey,
  listConversations,
  type ConversationSummary,
} from '@taskora/api-client';
import { useInfiniteQuery } from '@tanstack/react-query';

/** The conversations, the latest first, page by page; none twice, although one may move as pages are read. */
export function useConversationPages() {
  const { data, ...query } = useInfiniteQuery({
    queryKey: [...getListConversationsQueryKey(), 'pages'],
    queryFn: ({ pageParam, signal }) =>
      listConversations(pageParam === undefined ? {} : { cursor: pageParam }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  const found = new Map<string, ConversationSummary>();
  for (const page of data?.pages ?? []) {
    for (const each of page.items) if (!found.has(each.id)) found.set(each.id, each);
  }
  return { ...query, conversations: data && [...found.values()] };
}
