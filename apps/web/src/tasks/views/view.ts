import type { NewTask, Task } from '@taskora/api-client';

import { dueDayHere } from './due-day.ts';
import type { ShownProject } from './shown-project.ts';
import { foldedTag } from './tag-name.ts';

/** Which part of the tasks is shown; each has an address of its own. */
export type View =
  | { kind: 'all' | 'inbox' | 'today' | 'upcoming' | 'mine' | 'trash' }
  | { kind: 'project' | 'saved' | 'space'; id: string }
  | { kind: 'tag'; tag: string }
  | CalendarView
  | { kind: 'day'; on: string };

/** The calendar of the month or the week of a day; of today where none is named. */
export interface CalendarView {
  kind: 'calendar';
  by: 'month' | 'week';
  on: string | null;
}

export const calendarNow: CalendarView = { kind: 'calendar', by: 'month', on: null };

export const plainViews = ['all', 'inbox', 'today', 'upcoming'] as const;
const namedViews = [...plainViews, 'mine', 'trash'] as const;

export const viewNames: Readonly<Record<(typeof namedViews)[number] | 'calendar', string>> = {
  all: 'Tasks',
  inbox: 'Inbox',
  today: 'Today',
  upcoming: 'Upcoming',
  mine: 'Assigned to you',
  trash: 'Trash',
  calendar: 'Calendar',
};

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu;

/** A day that a task can be due on, or null. */
function dayIn(text: string | null): string | null {
  if (text === null || !/^(?:19|2\d)\d\d-\d\d-\d\d$/u.test(text)) return null;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text) ? text : null;
}

/** The view that the search part of an address names; all tasks where it names none. */
export function viewIn(search: string): View {
  const parameters = new URLSearchParams(search);
  for (const kind of ['project', 'saved', 'space'] as const) {
    const id = parameters.get(kind);
    if (id !== null && uuid.test(id)) return { kind, id: id.toLowerCase() };
  }
  const tag = parameters.get('tag')?.trim();
  if (tag) return { kind: 'tag', tag };
  const day = dayIn(parameters.get('day'));
  if (day !== null) return { kind: 'day', on: day };
  if (parameters.get('view') === 'calendar') {
    const by = parameters.get('by') === 'week' ? 'week' : 'month';
    return { kind: 'calendar', by, on: dayIn(parameters.get('on')) };
  }
  const kind = namedViews.find((name) => name === parameters.get('view'));
  return { kind: kind ?? 'all' };
}

/** The search part of a view's address. */
export function searchOf(view: View): string {
  if ('id' in view) return `?${view.kind}=${view.id}`;
  if (view.kind === 'tag') return `?${new URLSearchParams({ tag: view.tag }).toString()}`;
  if (view.kind === 'day') return `?day=${view.on}`;
  if (view.kind === 'calendar') {
    const by = view.by === 'week' ? '&by=week' : '';
    return `?view=calendar${by}${view.on === null ? '' : `&on=${view.on}`}`;
  }
  return view.kind === 'all' ? '' : `?view=${view.kind}`;
}

/**
 * What the API is asked for, as docs/filters.md has it; of a saved view, the view has it. It and `isIn` say the
 * same, of the same day: the one that the page shows, which goes on at the reader's midnight.
 */
export function filterOf(view: View, today: string | null): string {
  const day = today ?? 'today';
  switch (view.kind) {
    case 'all':
    case 'trash':
    case 'saved':
    case 'calendar':
      return '';
    case 'day':
      return `due:${view.on}`;
    case 'inbox':
      return 'no:project & !done';
    case 'today':
      return `due <= ${day} & !done`;
    case 'upcoming':
      return `due > ${day} & !done`;
    case 'project':
      return `project:${view.id} & !done`;
    case 'tag':
      return `tag:${JSON.stringify(view.tag)} & !done`;
    case 'space':
      return `space:${view.id} & !done`;
    case 'mine':
      return 'assignee:me & !done';
  }
}

/** Whether a task is in a view of that reader on that day; what is in a saved one, the server alone knows. */
export function isIn(view: View, task: Task, today: string, reader: string): boolean {
  if (view.kind === 'all') return true;
  if (view.kind === 'trash' || view.kind === 'saved' || view.kind === 'calendar') return false;
  if (view.kind === 'day') return dueDayHere(task) === view.on;
  if (task.completedAt !== null) return false;
  if (view.kind === 'inbox') return !task.projectId;
  if (view.kind === 'project') return task.projectId === view.id;
  if (view.kind === 'tag') {
    const tag = foldedTag(view.tag);
    return (task.tags ?? []).some((each) => foldedTag(each) === tag);
  }
  if (view.kind === 'space') return task.spaceId === view.id;
  if (view.kind === 'mine') return task.assigneeId === reader;
  const day = dueDayHere(task);
  if (day === null) return false;
  return view.kind === 'today' ? day <= today : day > today;
}

/** What a task gets that is written in a view, where its line says nothing else. */
export function givenBy(
  view: View,
  { today, project }: { today: string | null; project: ShownProject },
): Pick<NewTask, 'dueOn' | 'projectId' | 'spaceId' | 'tags'> {
  if (view.kind === 'today' && today !== null) return { dueOn: today };
  if (view.kind === 'tag') return { tags: [view.tag] };
  if (view.kind === 'space') return { spaceId: view.id };
  if (view.kind === 'day') return { dueOn: view.on };
  if (view.kind !== 'project' || project === 'unknown') return {};
  // Until it is known, whoever sends the task finds out in which space that is.
  const isKnown = project !== null && typeof project !== 'string';
  return { projectId: view.id, ...(isKnown && { spaceId: project.spaceId }) };
}
