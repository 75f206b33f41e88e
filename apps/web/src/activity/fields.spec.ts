import { activity } from '../testing/fake-activity.ts';
import { fieldChanges, fieldValues } from './fields.ts';

const flat = '00000000-0000-7000-8000-0000000000f1';
const names = { projects: new Map([[flat, 'Flat']]), members: new Map([['ben', 'Ben']]) };

it('says what differs as people say it, and not what the program counts', () => {
  const before = {
    version: 1,
    due_on: null,
    due_time: null,
    priority: 0,
    project_id: null,
    tags: ['a'],
    duration_minutes: null,
    position: 'a',
    recurrence: null,
    assignee_id: null,
  };
  const after = {
    version: 2,
    due_on: '2026-12-24',
    due_time: '17:00:00',
    priority: 3,
    project_id: flat,
    tags: [],
    duration_minutes: 90,
    position: 'b',
    recurrence: { rule: 'FREQ=DAILY', anchor: 'due' },
    assignee_id: 'ben',
  };
  const changes = fieldChanges(activity({ before, after }), names);
  expect(changes.map(({ name, before: from, after: to }) => [name, from, to])).toEqual([
    ['Priority', 'None', 'High'],
    ['Project', 'nothing', 'Flat'],
    ['Tags', 'a', 'nothing'],
    ['Due date', 'nothing', '24 Dec 2026'],
    ['Due time', 'nothing', '17:00'],
    ['Duration', 'nothing', '1 h 30 min'],
    ['Recurrence', 'nothing', 'Every day'],
    ['Assigned to', 'nothing', 'Ben'],
  ]);
});

it('has nothing to compare of what was added, deleted or erased', () => {
  expect(fieldChanges(activity({ after: { title: 'a' } }), names)).toEqual([]);
  expect(fieldChanges(activity({ before: { title: 'a' } }), names)).toEqual([]);
  expect(fieldChanges(activity(), names)).toEqual([]);
});

it('leaves out what is empty of a task as it was, and cuts what is long', () => {
  const state = { title: 'a', notes: 'x'.repeat(300), tags: [], due_on: null, priority: 0 };
  expect(fieldValues(state, names)).toEqual([
    { name: 'Title', value: 'a' },
    { name: 'Notes', value: `${'x'.repeat(200)}…` },
  ]);
});
