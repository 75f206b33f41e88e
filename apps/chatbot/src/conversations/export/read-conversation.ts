import { getConversation } from '@taskora/api-client';

import type { ChatMessage } from '../../chat/message-schema.ts';
import { messagesOf } from '../stored-messages.ts';

/** A conversation with all that was said in it, in order. */
export interface WholeConversation {
  id: string;
  title: string;
  messages: ChatMessage[];
  /** One more answer was being made, which is not in it. */
  isAnswering: boolean;
}

const messagesAtOnce = 1000;

/** Reads a conversation page by page, from its end to its beginning. */
export async function readConversation(id: string): Promise<WholeConversation> {
  const last = await getConversation(id, { limit: messagesAtOnce });
  let messages = messagesOf(last);
  let cursor = last.earlierCursor;
  while (cursor !== null) {
    const page = await getConversation(id, { limit: messagesAtOnce, cursor });
    messages = [...messagesOf(page), ...messages];
    cursor = page.earlierCursor;
  }
  return { id, title: last.title, messages, isAnswering: last.isAnswering };
}
