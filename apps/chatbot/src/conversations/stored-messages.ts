import type { Conversation } from '@taskora/api-client';

import type { ChatMessage } from '../chat/message-schema.ts';

/**
 * The API promises the parts that a chat would have built from its stream, but describes them only by
 * their type. They are trusted to be so here, and parsed where they are shown.
 */
export function messagesOf(conversation: Conversation): ChatMessage[] {
  return conversation.messages as unknown as ChatMessage[];
}
