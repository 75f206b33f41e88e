import type { Drafts } from '@taskora/ui';

import { ChatFailure, type ChatFailureKind } from './chat-failure.ts';
import { lastUserMessageOf } from './chat-transport.ts';
import type { ChatMessage } from './message-schema.ts';
import { typedDraftName, typedOf } from './typed-message.ts';

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

/** Keeps the last thing that the person said under a name, and when it was typed. */
export function keepText(drafts: Drafts, name: string, messages: readonly ChatMessage[]): void {
  const { text } = lastUserMessageOf(messages);
  if (text === '') return;
  drafts.write(name, text);
  const typed = typedOf(messages.findLast(({ role }) => role === 'user')?.metadata);
  if (typed !== null) drafts.write(typedDraftName(name), JSON.stringify(typed));
}

/** Keeps the last message of a conversation for a page that is loaded anew, when it may be nowhere else. */
export function keepUnsent(
  drafts: Drafts,
  id: string,
  messages: readonly ChatMessage[],
  error: Error,
): void {
  if (!(error instanceof ChatFailure) || !perhapsNotArrived.has(error.kind)) return;
  keepText(drafts, nameFor(id), messages);
}

export function forgetUnsent(drafts: Drafts, id: string): void {
  drafts.write(nameFor(id), null);
  drafts.write(typedDraftName(nameFor(id)), null);
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
  const typed = drafts.read(typedDraftName(nameFor(id)));
  forgetUnsent(drafts, id);
  if (lastUserMessageOf(messages).text === unsent) return;
  const draft = drafts.read(draftName);
  drafts.write(draftName, draft === null ? unsent : `${unsent}\n${draft}`);
  if (typed !== null) drafts.write(typedDraftName(draftName), typed);
}
