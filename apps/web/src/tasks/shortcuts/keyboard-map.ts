import type { Command } from './shortcut.ts';

/** The key itself, as an event has it. */
export type Press = Pick<KeyboardEvent, 'key'> &
  Partial<Pick<KeyboardEvent, 'altKey' | 'ctrlKey' | 'shiftKey'>>;

/**
 * What is done by a name instead of a key: something of the page, or the key in the place where it counts,
 * which is the field for a new task, the row of the list where one is, the chosen day of the calendar or the task
 * of it where one is, or the whole page.
 */
export type Doing =
  | { in: 'page'; command: Command }
  | { in: 'document' | 'field' | 'list' | 'calendar' | 'calendarTask'; press: Press };

/** What the page shows, as far as keys depend on it. */
export interface Shown {
  /** Rows are being selected. */
  selecting: boolean;
  calendar: boolean;
  sections: boolean;
}

type Condition = keyof Shown | 'notSelecting';

export const isMetBy = (shown: Shown, condition: Condition): boolean =>
  condition === 'notSelecting' ? !shown.selecting : shown[condition];

export interface NamedCommand {
  /** By it a choice is remembered. */
  id: string;
  /** What it does, said where the keys beside it are not seen. */
  name: string;
  does: Doing;
  /** The key means something only then. */
  only?: Condition;
}

/** A line of the help, and what it is called where it is chosen by name. */
export interface Shortcut {
  keys: string;
  meaning: string;
  commands: readonly [NamedCommand, ...NamedCommand[]];
}

export interface ShortcutGroup {
  title: string;
  shortcuts: readonly Shortcut[];
}

const page = (command: Command, name: string): NamedCommand => ({
  id: command,
  name,
  does: { in: 'page', command },
});

const inField = (id: string, name: string, press: Press): NamedCommand => ({
  id,
  name,
  does: { in: 'field', press },
});

const inList = (id: string, name: string, press: Press): NamedCommand => ({
  id,
  name,
  does: { in: 'list', press },
});

/** Of one task; the same key is for all that are selected, or the row has not got it then. */
const ofTask = (id: string, name: string, press: Press): NamedCommand => ({
  ...inList(id, name, press),
  only: 'notSelecting',
});

const ofSelection = (id: string, name: string, press: Press): NamedCommand => ({
  id,
  name,
  does: { in: 'document', press },
  only: 'selecting',
});

const inCalendar = (id: string, name: string, press: Press): NamedCommand => ({
  id,
  name,
  does: { in: 'calendar', press },
  only: 'calendar',
});

const ofCalendarTask = (id: string, name: string, press: Press): NamedCommand => ({
  id,
  name,
  does: { in: 'calendarTask', press },
  only: 'calendar',
});

const moveByDays = (id: string, name: string, key: string): NamedCommand =>
  ofCalendarTask(id, name, { key, altKey: true });

const toSection = (id: string, name: string, key: string): NamedCommand => ({
  ...inList(id, name, { key, altKey: true }),
  only: 'sections',
});

const weekLater = moveByDays('week-later', 'Move the task to the next week', 'ArrowDown');

const keepText = inField('keep-words', 'Keep the words of what is read', { key: 'Escape' });

/** Every key that means something on the page of tasks: the help shows it, and the palette runs it. */
export const keyboardMap: readonly ShortcutGroup[] = [
  {
    title: 'Everywhere',
    shortcuts: [
      { keys: 'n or q', meaning: 'Write a task', commands: [page('add', 'Write a task')] },
      {
        keys: 'Ctrl K',
        meaning: 'Find a task, a place or a command',
        commands: [page('palette', 'Find a task, a place or a command')],
      },
      { keys: '/', meaning: 'Search', commands: [page('search', 'Search in the list')] },
      {
        keys: 'Ctrl Z',
        meaning: 'Undo the last change',
        commands: [page('undo', 'Undo the last change')],
      },
      {
        keys: 'Ctrl Shift Z',
        meaning: 'Do it again',
        commands: [page('redo', 'Redo what was undone')],
      },
      {
        keys: 'F6',
        meaning: 'Go to the last notice',
        commands: [
          {
            id: 'notices',
            name: 'Go to the last notice',
            does: { in: 'document', press: { key: 'F6' } },
          },
        ],
      },
      { keys: '?', meaning: 'This help', commands: [page('help', 'Keyboard help')] },
    ],
  },
  {
    title: 'While writing a task',
    shortcuts: [
      {
        keys: 'Enter',
        meaning: 'Add it',
        commands: [inField('add-written', 'Add the task that is written', { key: 'Enter' })],
      },
      { keys: 'Esc', meaning: 'Keep the words of what is read', commands: [keepText] },
      { keys: 'Backspace', meaning: 'The same, right behind a date', commands: [keepText] },
      {
        keys: 'Alt ↓',
        meaning: 'Take the other reading',
        commands: [
          inField('other-reading', 'Take the other reading', { key: 'ArrowDown', altKey: true }),
        ],
      },
    ],
  },
  {
    title: 'In the list',
    shortcuts: [
      {
        keys: '↑ ↓ Home End',
        meaning: 'Go to another task',
        commands: [
          inList('next-task', 'Go to the next task', { key: 'ArrowDown' }),
          inList('previous-task', 'Go to the task before', { key: 'ArrowUp' }),
          inList('first-task', 'Go to the first task', { key: 'Home' }),
          inList('last-task', 'Go to the last task', { key: 'End' }),
        ],
      },
      {
        keys: '← →',
        meaning: 'Go to its buttons',
        commands: [ofTask('buttons', 'Go to the buttons of the task', { key: 'ArrowRight' })],
      },
      {
        keys: 'Space',
        meaning: 'Complete it',
        commands: [ofTask('complete', 'Complete the task', { key: ' ' })],
      },
      { keys: 'e', meaning: 'Edit it', commands: [ofTask('edit', 'Edit the task', { key: 'e' })] },
      {
        keys: 'Delete',
        meaning: 'Delete it',
        commands: [ofTask('delete', 'Delete the task', { key: 'Delete' })],
      },
      {
        keys: 'Alt ↑ ↓',
        meaning: 'Move it, where tasks are in the order by hand',
        commands: [
          inList('move-up', 'Move the task up', { key: 'ArrowUp', altKey: true }),
          inList('move-down', 'Move the task down', { key: 'ArrowDown', altKey: true }),
        ],
      },
      {
        keys: 'Alt ← →',
        meaning: 'Move it to another section, where there are sections',
        commands: [
          toSection('next-section', 'Move the task to the next section', 'ArrowRight'),
          toSection('previous-section', 'Move the task to the section before', 'ArrowLeft'),
        ],
      },
    ],
  },
  {
    title: 'In the calendar',
    shortcuts: [
      {
        keys: 'Arrows',
        meaning: 'Go to another day',
        commands: [
          inCalendar('next-day', 'Go to the next day', { key: 'ArrowRight' }),
          inCalendar('previous-day', 'Go to the day before', { key: 'ArrowLeft' }),
        ],
      },
      {
        keys: 'Home End',
        meaning: 'Go to the first or the last day of the week',
        commands: [
          inCalendar('week-start', 'Go to the first day of the week', { key: 'Home' }),
          inCalendar('week-end', 'Go to the last day of the week', { key: 'End' }),
        ],
      },
      {
        keys: 'Page Up, Page Down',
        meaning: 'Go to another month or week',
        commands: [
          inCalendar('next-days', 'Go to the next month or week', { key: 'PageDown' }),
          inCalendar('previous-days', 'Go to the month or week before', { key: 'PageUp' }),
        ],
      },
      {
        keys: 't',
        meaning: 'Go to today',
        commands: [inCalendar('today', 'Go to today in the calendar', { key: 't' })],
      },
      {
        keys: 'Enter',
        meaning: 'Open the day',
        commands: [inCalendar('open-day', 'Open the chosen day', { key: 'Enter' })],
      },
      {
        keys: '↑ ↓',
        meaning: 'Go to another task of the day',
        commands: [
          ofCalendarTask('next-of-day', 'Go to the next task of the day', { key: 'ArrowDown' }),
          ofCalendarTask('previous-of-day', 'Go to the task of the day before it', {
            key: 'ArrowUp',
          }),
        ],
      },
      {
        keys: 'Esc',
        meaning: 'Go from a task back to its day',
        commands: [ofCalendarTask('back-to-day', 'Go from the task to its day', { key: 'Escape' })],
      },
      {
        keys: 'Alt ← →',
        meaning: 'Move the task by a day',
        commands: [
          moveByDays('day-later', 'Move the task to the next day', 'ArrowRight'),
          moveByDays('day-earlier', 'Move the task to the day before', 'ArrowLeft'),
        ],
      },
      {
        keys: 'Alt ↑ ↓',
        meaning: 'Move the task by a week',
        commands: [
          weekLater,
          moveByDays('week-earlier', 'Move the task to the week before', 'ArrowUp'),
        ],
      },
      {
        keys: 'Alt ↓',
        meaning: 'Put a task that stands beside the days on the chosen one',
        commands: [weekLater],
      },
    ],
  },
  {
    title: 'Many tasks at once',
    shortcuts: [
      {
        keys: 'x',
        meaning: 'Select the task, or not any more',
        commands: [inList('select', 'Select the task, or not any more', { key: 'x' })],
      },
      {
        keys: 'Shift ↑ ↓',
        meaning: 'Select the tasks on the way',
        commands: [
          inList('select-up', 'Select the task before too', { key: 'ArrowUp', shiftKey: true }),
          inList('select-down', 'Select the next task too', { key: 'ArrowDown', shiftKey: true }),
        ],
      },
      {
        keys: 'Ctrl A',
        meaning: 'Select all that are shown',
        commands: [
          inList('select-all', 'Select all tasks that are shown', { key: 'a', ctrlKey: true }),
        ],
      },
      {
        keys: 'Delete',
        meaning: 'Delete the selected tasks',
        commands: [ofSelection('delete-selected', 'Delete the selected tasks', { key: 'Delete' })],
      },
      {
        keys: 'Esc',
        meaning: 'End the selection',
        commands: [ofSelection('end-selection', 'End the selection', { key: 'Escape' })],
      },
    ],
  },
];
