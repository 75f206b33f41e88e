'use client';

import { describeProblem, getConversation } from '@taskora/api-client';
import { useLayoutEffect, useRef, useState, type RefObject } from 'react';

import { messagesOf } from '../conversations/stored-messages.ts';
import type { ChatMessage } from './message-schema.ts';

export interface Earlier {
  /** Messages from before those that the page began with. */
  messages: readonly ChatMessage[];
  /** There are some more. */
  hasMore: boolean;
  isPending: boolean;
  failure: string | null;
  show: () => void;
  /** Forgets them, and begins before another place. */
  startAt: (cursor: string | null) => void;
}

/** Messages from before, page by page; what the reader sees stays where it is as they come. */
export function useEarlier(
  id: string,
  firstCursor: string | null,
  scroller: RefObject<HTMLElement | null>,
): Earlier {
  const [messages, setMessages] = useState<readonly ChatMessage[]>([]);
  const [cursor, setCursor] = useState(firstCursor);
  const [isPending, setIsPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const heightBelow = useRef<number | null>(null);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null || heightBelow.current === null) return;
    element.scrollTop = element.scrollHeight - heightBelow.current;
    heightBelow.current = null;
  }, [messages, scroller]);

  async function show(): Promise<void> {
    if (cursor === null || isPending) return;
    setIsPending(true);
    setFailure(null);
    try {
      const page = await getConversation(id, { cursor });
      const element = scroller.current;
      heightBelow.current = element === null ? null : element.scrollHeight - element.scrollTop;
      setMessages((known) => [...messagesOf(page), ...known]);
      setCursor(page.earlierCursor);
      if (page.earlierCursor === null) element?.focus();
    } catch (error) {
      setFailure(describeProblem(error));
    } finally {
      setIsPending(false);
    }
  }

  return {
    messages,
    hasMore: cursor !== null,
    isPending,
    failure,
    show: () => void show(),
    startAt: (next) => {
      setMessages([]);
      setCursor(next);
    },
  };
}
