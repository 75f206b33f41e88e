import {
  getConversation,
  isSignedOut,
  type Conversation,
  type GetConversationParams,
} from '@taskora/api-client';

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

const pauseMilliseconds = 1000;

/** What fails once is asked for once more, as by each query of the page: reading changes nothing. */
async function readPage(id: string, params: GetConversationParams): Promise<Conversation> {
  try {
    return await getConversation(id, params);
  } catch (error) {
    if (isSignedOut(error)) throw error;
    await new Promise((resolve) => setTimeout(resolve, pauseMilliseconds));
    return getConversation(id, params);
  }
}

/** Reads a conversation page by page, from its end to its beginning. */
export async function readConversation(id: string): Promise<WholeConversation> {
  const last = await readPage(id, { limit: messagesAtOnce });
  let messages = messagesOf(last);
  let cursor = last.earlierCursor;
  while (cursor !== null) {
    const page = await readPage(id, { limit: messagesAtOnce, cursor });
    messages = [...messagesOf(page), ...messages];
    cursor = page.earlierCursor;
  }
  return { id, title: last.title, messages, isAnswering: last.isAnswering };
}
