import type { Drafts } from '@taskora/ui';

import { ChatFailure, type ChatFailureKind } from './chat-failure.ts';
import { lastUserMessageOf } from './chat-transport.ts';
import type { ChatMessage } from './message-schema.ts';

/** After these the text may be in this window alone. */
const perhapsNotArrived = new Set<ChatFailureKind>([
  'offline',
  'unreachable',
  'refused',
  'occupied',
  'busy',
  'unavailable',
]);

function nameFor(id: string): string {
  return `unsent:${id}`;
}

export function hasUnsent(drafts: Drafts, id: string): boolean {
  return drafts.read(nameFor(id)) !== null;
}

/** Keeps the last message of a conversation for a page that is loaded anew, when it may be nowhere else. */
export function keepUnsent(
  drafts: Drafts,
  id: string,
  messages: readonly ChatMessage[],
  error: Error,
): void {
  if (!(error instanceof ChatFailure) || !perhapsNotArrived.has(error.kind)) return;
  const { text } = lastUserMessageOf(messages);
  if (text !== '') drafts.write(nameFor(id), text);
}

export function forgetUnsent(drafts: Drafts, id: string): void {
  drafts.write(nameFor(id), null);
}

/** Puts such a text before what is in the field, unless the conversation shows that it had arrived. */
export function giveUnsentBack(
  drafts: Drafts,
  id: string,
  draftName: string,
  messages: readonly ChatMessage[],
): void {
  const unsent = drafts.read(nameFor(id));
  if (unsent === null) return;
  forgetUnsent(drafts, id);
  if (lastUserMessageOf(messages).text === unsent) return;
  const draft = drafts.read(draftName);
  drafts.write(draftName, draft === null ? unsent : `${unsent}\n${draft}`);
}
