import { hasOwnUndo, takesText } from './own-undo.ts';

export type Command = 'add' | 'palette' | 'search' | 'help' | 'undo' | 'redo';

type Press = Pick<
  KeyboardEvent,
  'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'isComposing' | 'defaultPrevented'
>;

const singleKeys: Readonly<Record<string, Command>> = {
  n: 'add',
  q: 'add',
  '/': 'search',
  '?': 'help',
};

function ofCombination(event: Press, target: Element | null): Command | null {
  const key = event.key.toLowerCase();
  if (key === 'k' && !event.shiftKey) return 'palette';
  if (hasOwnUndo(target)) return null;
  if (key === 'z') return event.shiftKey ? 'redo' : 'undo';
  return key === 'y' && !event.shiftKey ? 'redo' : null;
}

/**
 * What a key means on the page of tasks, wherever the focus is. Letters mean something only outside of
 * fields and only where they are wanted; undo leaves a field to the browser as long as it has something.
 */
export function commandOf(
  event: Press,
  target: Element | null,
  withSingleKeys: boolean,
): Command | null {
  if (event.defaultPrevented || event.isComposing || event.altKey) return null;
  if (event.ctrlKey || event.metaKey) return ofCombination(event, target);
  if (!withSingleKeys || takesText(target)) return null;
  return singleKeys[event.key] ?? null;
}
