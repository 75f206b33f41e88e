import type { ApprovalValue } from './message-schema.ts';
import { quoted } from './quoted.ts';

const names: Record<string, string> = {
  task: 'Task',
  tasks: 'Tasks',
  title: 'Title',
  notes: 'Notes',
  dueOn: 'Due date',
  byDays: 'Days later',
  noDueDate: 'No due date',
  change: 'What is undone',
  priority: 'Priority',
  tag: 'Tag',
  tagAway: 'Tag taken away',
  project: 'Project',
  space: 'Space',
  deadlineOn: 'Deadline',
  recurrence: 'Recurrence',
  emptiedField: 'Emptied',
};

/** What a value is. */
export function nameOf(value: ApprovalValue): string {
  return Object.hasOwn(names, value.name) ? (names[value.name] ?? value.name) : value.name;
}

const tools: Record<string, string> = {
  list_tasks: 'found by the assistant in a list of your tasks',
};

const through: Record<string, string> = {
  import: ', which came with an imported file',
  calendar: ', which came from a calendar program',
};

/** Where a value comes from, as a part of a sentence. */
export function originOf({ name, provenance, source, through: by }: ApprovalValue): string {
  // Nobody has to type it to mean it, and everybody has to know it.
  if (name === 'space') return 'its members see what is added';
  switch (provenance) {
    case 'typed':
      return 'you typed it';
    case 'task':
      return `from the task ${quoted(source)}${through[by ?? ''] ?? ''}`;
    case 'tool':
      return tools[source] ?? 'found by the assistant';
    default:
      return 'made by the assistant';
  }
}
