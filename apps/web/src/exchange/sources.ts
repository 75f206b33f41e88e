import type { ExportFormat, Source } from '@taskora/api-client';

/** The programs whose files can be imported, and where each gives such a file. */
export const sources: Readonly<Record<Source, { name: string; file: string }>> = {
  todoist: { name: 'Todoist', file: 'Settings, Backups: the ZIP, or the CSV of one project.' },
  ticktick: { name: 'TickTick', file: 'Settings, Account, Backup: the CSV.' },
  'google-tasks': { name: 'Google Tasks', file: 'Google Takeout: Tasks.json, or the ZIP with it.' },
  'microsoft-todo': {
    name: 'Microsoft To Do',
    file: 'The lists with their tasks, as JSON of Microsoft Graph.',
  },
  icalendar: {
    name: 'Apple Reminders and calendars (.ics)',
    file: 'An .ics file with to-dos, as calendar programs export it.',
  },
  vikunja: { name: 'Vikunja', file: 'Settings, Data export: the ZIP, or its data.json.' },
  'super-productivity': {
    name: 'Super Productivity',
    file: 'Settings, Sync and export: the JSON backup.',
  },
  markdown: { name: 'Markdown', file: 'A text with check lists: lines with [ ] or [x].' },
  'taskora-json': { name: 'Taskora, JSON', file: 'An export from here, as JSON.' },
  'taskora-csv': {
    name: 'Taskora, CSV',
    file: 'An export from here, as CSV, perhaps changed in a spreadsheet.',
  },
};

export const everySource = Object.keys(sources) as Source[];

/** What the formats of an export are called, the one that keeps all of it first. */
export const formatNames: Readonly<Record<ExportFormat, string>> = {
  'taskora-json': 'Taskora, JSON: keeps everything',
  'taskora-csv': 'Taskora, CSV: for a spreadsheet',
  todoist: 'Todoist, ZIP of CSV files',
  icalendar: 'Calendar, .ics',
  markdown: 'Markdown, for reading',
};

export const everyFormat = Object.keys(formatNames) as ExportFormat[];
