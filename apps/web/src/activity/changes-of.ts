import type { Activity } from '@taskora/api-client';

/** What was done at once: its entries in the order in which they are listed. */
export interface DoneChange {
  /** Of the change that is listed first; by it all that was done with it is undone. */
  id: string;
  /** One in each space that it is of. */
  changeIds: readonly string[];
  /** How many things it is about, listed or not. */
  count: number;
  /** What all of its entries say alike: who, when, from where, and whether it is undone. */
  first: Activity;
  /** One of each thing: what was moved between spaces has two. */
  entries: readonly Activity[];
}

function changeOf(listed: readonly [Activity, ...Activity[]]): DoneChange {
  const countById = new Map(listed.map((each) => [each.changeId, each.changeCount]));
  const counts = [...countById.values()];
  const entries = [...new Map(listed.toReversed().map((each) => [each.entityId, each])).values()];
  const isMoved = entries.length < listed.length;
  return {
    id: listed[0].changeId,
    changeIds: [...countById.keys()],
    count: isMoved ? Math.max(...counts) : counts.reduce((sum, count) => sum + count, 0),
    first: listed[0],
    entries: entries.toReversed(),
  };
}

/** Entries of one action stand together, also where a page ends between them, or where it is of two spaces. */
export function changesOf(entries: readonly Activity[]): DoneChange[] {
  const actions: [Activity, ...Activity[]][] = [];
  for (const entry of entries) {
    const last = actions.at(-1);
    if (last?.[0].actionId === entry.actionId) last.push(entry);
    else actions.push([entry]);
  }
  return actions.map(changeOf);
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
  const undos = new Set(changes.filter(isOf(member)).flatMap(({ changeIds }) => changeIds));
  const undone = own.filter(({ first }) => first.undoneBy !== null && undos.has(first.undoneBy));
  const [last] = undone.toSorted((one, other) => moment(other) - moment(one));
  if (!last) return null;
  const isLater = ({ first }: DoneChange) =>
    first.undoneAt === null && Date.parse(first.createdAt) > moment(last);
  return own.some(isLater) ? null : last;
}

/** Whether the person has undone something that is not listed yet, which may be what is done again next. */
export function hasHiddenRedo(changes: readonly DoneChange[], member: string): boolean {
  const listed = new Set(changes.flatMap(({ changeIds }) => changeIds));
  return changes
    .filter(isOf(member))
    .some(
      ({ first }) => first.undoes !== null && first.undoneAt === null && !listed.has(first.undoes),
    );
}
