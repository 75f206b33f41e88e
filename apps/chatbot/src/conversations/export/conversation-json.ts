import type { WholeConversation } from './read-conversation.ts';

/** A conversation as JSON for programs: its messages are those of the API, with all of their parts. */
export function conversationJson(
  { id, title, messages, isAnswering }: WholeConversation,
  exportedAt: string,
): string {
  const format = 'taskora-conversation';
  const file = { format, version: 1, exportedAt, id, title, isAnswering, messages };
  return `${JSON.stringify(file, null, 2)}\n`;
}
