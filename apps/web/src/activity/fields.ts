import type { Activity } from '@taskora/api-client';

import { lengthText } from '../tasks/words/length-text.ts';
import { dayText } from '../tasks/words/day-text.ts';
import { recurrenceText } from '../tasks/words/recurrence-text.ts';

/** The names that the ledger has for fields of tasks, and what people call them, in the order of a form. */
const fieldNames: ReadonlyMap<string, string> = new Map([
  ['title', 'Title'],
  ['name', 'Name'],
  ['notes', 'Notes'],
  ['text', 'Text'],
  ['completed_at', 'Done'],
  ['priority', 'Priority'],
  ['project_id', 'Project'],
  ['section_id', 'Section'],
  ['parent_id', 'Part of'],
  ['tags', 'Tags'],
  ['start_on', 'Start date'],
  ['due_on', 'Due date'],
  ['due_time', 'Due time'],
  ['due_zone', 'Time zone'],
  ['deadline_on', 'Deadline'],
  ['duration_minutes', 'Duration'],
  ['recurrence', 'Recurrence'],
  ['assignee_id', 'Assigned to'],
  ['position', 'Order by hand'],
  ['filter', 'Filter'],
  ['sort', 'Order'],
  ['grouping', 'Grouping'],
  ['archived_at', 'Archived'],
]);

const priorities = ['None', 'Low', 'Medium', 'High'];
const nothing = 'nothing';
const textMax = 200;

const momentFormat = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});

/** What ids are called. */
export interface Names {
  projects: ReadonlyMap<string, string>;
  members: ReadonlyMap<string, string>;
}

function recurrenceIn(value: object): string {
  const { rule, anchor } = value as { rule?: unknown; anchor?: unknown };
  if (typeof rule !== 'string') return 'By a rule of its own';
  return recurrenceText({ rule, anchor: anchor === 'completion' ? 'completion' : 'due' });
}

function textOf(name: string, value: string, { projects, members }: Names): string {
  if (name === 'project_id') return projects.get(value) ?? 'another project';
  if (name === 'section_id') return 'a section';
  if (name === 'parent_id') return 'another task';
  if (name === 'assignee_id') return members.get(value) ?? 'a member';
  if (name === 'position') return 'a place';
  if (name.endsWith('_on')) return dayText(value);
  if (name.endsWith('_at')) return momentFormat.format(new Date(value));
  if (name === 'due_time') return value.slice(0, 'hh:mm'.length);
  return value.length > textMax ? `${value.slice(0, textMax)}…` : value;
}

/** A value of the ledger, as people say it. */
export function valueText(name: string, value: unknown, names: Names): string {
  if (value === null || value === undefined || value === '') return nothing;
  if (Array.isArray(value)) return value.length === 0 ? nothing : value.join(', ');
  if (typeof value === 'object') return recurrenceIn(value);
  if (name === 'priority') return priorities[Number(value)] ?? String(value);
  if (name === 'duration_minutes') return lengthText(Number(value));
  return textOf(name, String(value), names);
}

export interface FieldChange {
  name: string;
  before: string;
  after: string;
}

/** What differs in one entry; what only the program counts is left out. */
export function fieldChanges({ before, after }: Activity, names: Names): FieldChange[] {
  if (!before || !after) return [];
  return [...fieldNames]
    .filter(([field]) => field in after && field !== 'position')
    .map(([field, name]) => ({
      name,
      before: valueText(field, before[field], names),
      after: valueText(field, after[field], names),
    }));
}

/** All that was in a task, for who asks what it was like. */
export function fieldValues(
  state: Readonly<Record<string, unknown>>,
  names: Names,
): { name: string; value: string }[] {
  return [...fieldNames]
    .filter(([field]) => field in state && field !== 'position')
    .map(([field, name]) => ({ name, value: valueText(field, state[field], names) }))
    .filter(({ value, name }) => value !== nothing && !(name === 'Priority' && value === 'None'));
}
