import { newId, sendChange, undoChange, type Task, type Undone } from '@taskora/api-client';

import { quoted } from './quoted.ts';

/** Undoes a change by its id, once, and returns what came of it: what is kept was changed since. */
export async function sendUndo(changeId: string): Promise<Undone> {
  const { result } = await sendChange((options) => undoChange(changeId, options), {
    idempotencyKey: newId(),
  });
  return result;
}

/** Says which tasks an undo has left as they are; null where it has left none. */
export function keptText(kept: readonly Task[]): string | null {
  const [first] = kept;
  if (first === undefined) return null;
  return kept.length === 1
    ? `${quoted(first.title)} was changed since, and stays as it is.`
    : `${kept.length} tasks were changed since, and stay as they are.`;
}
