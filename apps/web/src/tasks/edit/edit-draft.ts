import {
  unsetFields,
  type Anchor,
  type NewTask,
  type Priority,
  type Task,
  type TaskChanges,
} from '@taskora/api-client';
import * as z from 'zod/mini';

import { ownZone } from '../add/typed.ts';
import { lengthText, minutesIn } from '../words/length-text.ts';

/** The fields of a form, as they are typed: days as `YYYY-MM-DD`, times as `hh:mm`, empty for none. */
export interface EditValues {
  title: string;
  notes: string;
  priority: Priority;
  tags: readonly string[];
  projectId: string;
  sectionId: string;
  assigneeId: string;
  startOn: string;
  dueOn: string;
  dueTime: string;
  /** Of which clocks the time is; empty for one that is meant wherever one is. */
  dueZone: string;
  deadlineOn: string;
  /** A length of time, as in "1 h 30 min". */
  duration: string;
  recurrence: { rule: string; anchor: Anchor } | null;
}

/** What is in the form, and the task as it was when the form was opened. */
export interface EditDraft extends EditValues {
  base: Task;
  /** What was sent and may have arrived, as the answer was lost: there it is one's own. */
  sent?: Partial<EditValues>;
}

const optional = z.optional(z.string());
const draftSchema = z.array(
  z.object({
    base: z.looseObject({ id: z.string(), title: z.string(), dueOn: z.nullable(z.string()) }),
    title: z.string(),
    dueOn: z.string(),
    notes: optional,
    priority: z.optional(z.enum(['none', 'low', 'medium', 'high'])),
    tags: z.optional(z.array(z.string())),
    projectId: optional,
    sectionId: optional,
    assigneeId: optional,
    startOn: optional,
    dueTime: optional,
    dueZone: optional,
    deadlineOn: optional,
    duration: optional,
    sent: z.optional(z.record(z.string(), z.unknown())),
    recurrence: z.optional(
      z.nullable(z.object({ rule: z.string(), anchor: z.enum(['due', 'completion']) })),
    ),
  }),
);

export function valuesOf(task: Task): EditValues {
  const { recurrence, durationMinutes } = task;
  return {
    title: task.title,
    notes: task.notes,
    priority: task.priority ?? 'none',
    tags: task.tags ?? [],
    projectId: task.projectId ?? '',
    sectionId: task.sectionId ?? '',
    assigneeId: task.assigneeId ?? '',
    startOn: task.startOn ?? '',
    dueOn: task.dueOn ?? '',
    dueTime: task.dueTime?.slice(0, 'hh:mm'.length) ?? '',
    dueZone: task.dueZone ?? '',
    deadlineOn: task.deadlineOn ?? '',
    duration: durationMinutes ? lengthText(durationMinutes) : '',
    recurrence: recurrence ? { rule: recurrence.rule, anchor: recurrence.anchor } : null,
  };
}

const unset = { ...unsetFields, title: '' } as Task;
const empty = valuesOf(unset);

export function draftOf(task: Task): EditDraft {
  return { base: task, ...valuesOf(task) };
}

export const isSame = (one: unknown, other: unknown) =>
  JSON.stringify(one) === JSON.stringify(other);

/** The fields in which two forms differ. */
export function differing(one: EditValues, other: EditValues): (keyof EditValues)[] {
  return (Object.keys(empty) as (keyof EditValues)[]).filter(
    (name) => !isSame(one[name], other[name]),
  );
}

/** What a form would send: no space around the title, no zone without a time, a length as it is shown. */
export function sendable(draft: EditDraft): EditDraft {
  const minutes = minutesIn(draft.duration);
  return {
    ...draft,
    title: draft.title.trim(),
    dueZone: draft.dueTime === '' ? '' : draft.dueZone,
    duration: minutes ? lengthText(minutes) : draft.duration,
  };
}

/** The form with a note of what it has sent without an answer. */
export function withSent(draft: EditDraft, lost: EditDraft): EditDraft {
  const values = sendable(lost);
  const sent = differing(values, valuesOf(lost.base)).map((name) => [name, values[name]]);
  return { ...draft, sent: { ...draft.sent, ...Object.fromEntries(sent) } };
}

/** A form goes on from another state of its task: with that state's values, but for the fields named. */
export function rebased(
  draft: EditDraft,
  latest: Task,
  kept: readonly (keyof EditValues)[],
): EditDraft {
  const own = Object.fromEntries(kept.map((name) => [name, draft[name]]));
  return { ...draftOf(latest), ...own };
}

/** A form goes on from a change of its task that this page has made itself; what was typed in it stays. */
export function followed(draft: EditDraft, task: Task): EditDraft {
  // One that came in between is not seen here, and is asked about when the form is saved.
  if (task.version !== draft.base.version + 1) return draft;
  const { sent } = draft;
  const next = rebased(draft, task, differing(draft, valuesOf(draft.base)));
  return { ...next, ...(sent && { sent }) };
}

const orNull = (text: string) => (text === '' ? null : text);

function recurrenceChange({ base, recurrence }: EditDraft): TaskChanges['recurrence'] {
  if (!recurrence) return null;
  return { ...recurrence, ...(base.recurrence?.catchUp && { catchUp: true }) };
}

/** Only what differs, so that a change made elsewhere to the rest stays. */
export function changesIn(form: EditDraft): TaskChanges {
  const draft = sendable(form);
  const changes: TaskChanges = {};
  for (const name of differing(draft, valuesOf(draft.base))) {
    if (name === 'title' || name === 'notes' || name === 'priority')
      Object.assign(changes, { [name]: draft[name] });
    else if (name === 'tags') changes.tags = [...draft.tags];
    else if (name === 'duration') changes.durationMinutes = minutesIn(draft.duration);
    else if (name === 'recurrence') changes.recurrence = recurrenceChange(draft) ?? null;
    // It goes with its time by itself.
    else if (name !== 'dueZone' || draft.dueTime !== '') changes[name] = orNull(draft[name]);
  }
  return changes;
}

/** The content of a form as a task of its own. */
export function newTaskOf(draft: EditDraft): NewTask {
  const { base, projectId, assigneeId, recurrence } = draft;
  const { parentId } = base;
  const isPlaced = projectId !== '' || parentId || assigneeId !== '';
  const { title = '', dueOn = null, ...fields } = changesIn({ ...draft, base: unset });
  return {
    notes: '',
    ...fields,
    title,
    dueOn,
    // What no field of the form shows goes with its content.
    ...(recurrence && base.recurrence?.catchUp && { recurrence: { ...recurrence, catchUp: true } }),
    ...(parentId && { parentId }),
    ...(isPlaced && { spaceId: base.spaceId }),
  } as NewTask;
}

/** A time is of the clocks where it is typed; one that takes another's place is of the same as that. */
export function zoneTyped({ base }: Pick<EditDraft, 'base'>): Pick<EditValues, 'dueZone'> {
  return { dueZone: base.dueTime ? (base.dueZone ?? '') : ownZone() };
}

/** Drafts as they were kept for this tab; what cannot be read is of another version, and none. */
export function storedDrafts(text: string | null): EditDraft[] {
  if (text === null) return [];
  try {
    // The task is what this page has stored itself; its other fields are only passed on.
    const stored = draftSchema.parse(JSON.parse(text)) as unknown as EditDraft[];
    return stored.map((draft) => ({ ...draftOf(draft.base), ...zoneTyped(draft), ...draft }));
  } catch {
    return [];
  }
}
