import type { Task } from '@taskora/api-client';

import {
  differing,
  isSame,
  sendable,
  valuesOf,
  type EditDraft,
  type EditValues,
} from './edit-draft.ts';

type Field = keyof EditValues;

/**
 * Fields that mean something only together, as docs/ledger.md has them: a time is nothing without its day and
 * its zone, a repetition counts from a day, and a section is one of its project.
 */
const groups: readonly (readonly Field[])[] = [
  ['dueOn', 'dueTime', 'dueZone', 'recurrence'],
  ['projectId', 'sectionId'],
];

function groupOf(name: Field): readonly Field[] {
  return groups.find((group) => group.includes(name)) ?? [name];
}

/**
 * The fields that both have changed, to different values, with those that are decided with them: of a group,
 * no field is taken from one side and another from the other.
 */
export function fieldsInConflict(draft: EditDraft, latest: Task): Field[] {
  const base = valuesOf(draft.base);
  const theirs = valuesOf(latest);
  const mine = sendable(draft);
  const { sent = {} } = draft;
  const isOwn = (name: Field) => name in sent && isSame(sent[name], theirs[name]);
  const there = new Set(differing(theirs, base).filter((name) => !isOwn(name)));
  const apart = new Set(differing(mine, theirs));
  const asked = differing(mine, base)
    .filter((name) => apart.has(name))
    .map(groupOf)
    .filter((group) => group.some((name) => there.has(name)));
  return [...new Set(asked.flat())];
}

/** The fields of a form that stay as they are in it, once it is decided whose values those in conflict have. */
export function fieldsKept(draft: EditDraft, latest: Task, whose: 'mine' | 'theirs'): Field[] {
  const asked = fieldsInConflict(draft, latest);
  const mine = differing(sendable(draft), valuesOf(draft.base));
  if (whose === 'theirs') return mine.filter((name) => !asked.includes(name));
  return [...new Set([...mine, ...asked])];
}
