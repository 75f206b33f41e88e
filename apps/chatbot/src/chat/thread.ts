import { isToolPart } from './tool-labels.ts';
import type { ChatMessage, ChatMessagePart } from './message-schema.ts';

/** What a person sees of a part; a stream and what is stored of it differ in the rest. */
function shownOf(part: ChatMessagePart): unknown {
  if (part.type === 'text') return part.text;
  if (isToolPart(part)) {
    const { toolCallId, state, output, errorText } = part;
    return { toolCallId, state, output, errorText };
  }
  return part.type.startsWith('data-') ? part : null;
}

function isSame(shown: ChatMessage | undefined, stored: ChatMessage | undefined): boolean {
  if (shown === undefined || stored === undefined || shown.role !== stored.role) return false;
  // A page knows what was said in it by ids of its own, and answers by those of the server.
  if (shown.role === 'assistant' && shown.id !== stored.id) return false;
  const [ours, theirs] = [shown, stored].map(({ parts }) =>
    parts.map(shownOf).filter((part) => part !== null),
  );
  return JSON.stringify(ours) === JSON.stringify(theirs);
}

/** The newest of what is stored is what is shown last. */
export function endsAs(shown: readonly ChatMessage[], stored: readonly ChatMessage[]): boolean {
  return isSame(shown.at(-1), stored.at(-1));
}

export function areSame(shown: readonly ChatMessage[], stored: readonly ChatMessage[]): boolean {
  return (
    shown.length === stored.length &&
    shown.every((message, index) => isSame(message, stored[index]))
  );
}

/**
 * What is shown, brought up to the newest messages that are stored; null when nothing of these is shown, so
 * that it is not known what lies between.
 */
export function continued(
  shown: readonly ChatMessage[],
  stored: readonly ChatMessage[],
): ChatMessage[] | null {
  const places = new Map(shown.map(({ id }, place) => [id, place]));
  const common = stored.findIndex(({ id }) => places.has(id));
  const place = places.get(stored[common]?.id ?? '');
  if (place === undefined) return null;
  return [...shown.slice(0, Math.max(place - common, 0)), ...stored];
}
