import type { Activity } from '@taskora/api-client';

/** What was done at once: its entries in the order in which they are listed. */
export interface DoneChange {
  id: string;
  /** What all of its entries say alike: who, when, from where, and whether it is undone. */
  first: Activity;
  entries: readonly Activity[];
}

/** Entries of one change stand together, also where a page ends between them. */
export function changesOf(entries: readonly Activity[]): DoneChange[] {
  const changes: { id: string; first: Activity; entries: Activity[] }[] = [];
  for (const entry of entries) {
    const last = changes.at(-1);
    if (last?.id === entry.changeId) last.entries.push(entry);
    else changes.push({ id: entry.changeId, first: entry, entries: [entry] });
  }
  return changes;
}

const isUndo = ({ first }: DoneChange): boolean => first.kind === 'undone';

/** Who is in a space is decided anew, and never taken back. */
export const isOfSpace = ({ entries }: DoneChange): boolean =>
  entries.some(({ entity }) => entity === 'space' || entity === 'member');
const isOf =
  (member: string) =>
  ({ first }: DoneChange): boolean =>
    first.memberId === member;

/**
 * What the next step back takes back: the newest that the person did and that still holds, without those that
 * were `refused`, so that one that cannot be taken back does not keep older ones from it.
 */
export function nextUndo(
  changes: readonly DoneChange[],
  member: string,
  refused: ReadonlySet<string> = new Set(),
): DoneChange | null {
  const own = changes.filter(isOf(member));
  const holds = (change: DoneChange) =>
    !isUndo(change) &&
    !isOfSpace(change) &&
    !refused.has(change.id) &&
    change.first.undoneAt === null;
  return own.find(holds) ?? null;
}

/**
 * What the next step forward does again: what the person undid last, as long as they have done nothing else
 * since.
 */
export function nextRedo(changes: readonly DoneChange[], member: string): DoneChange | null {
  const own = changes.filter(isOf(member)).filter((change) => !isUndo(change));
  const moment = ({ first }: DoneChange) => Date.parse(first.undoneAt ?? '') || 0;
  // What somebody else took back is not done again in their place.
  const undos = new Set(changes.filter(isOf(member)).map(({ id }) => id));
  const undone = own.filter(({ first }) => first.undoneBy !== null && undos.has(first.undoneBy));
  const [last] = undone.toSorted((one, other) => moment(other) - moment(one));
  if (!last) return null;
  const isLater = ({ first }: DoneChange) =>
    first.undoneAt === null && Date.parse(first.createdAt) > moment(last);
  return own.some(isLater) ? null : last;
}
