import { loadGrammar } from './line-reader.ts';
import { readLine } from './line-reading.ts';
import { newTaskFrom } from './new-task.ts';

/** A Saturday. */
const typed = { at: '2026-11-28T09:30:00.000Z', zone: 'Europe/Berlin' };

async function added(line: string, kept: readonly string[] = []) {
  const reading = readLine(line, { grammar: await loadGrammar('en'), settings: {}, typed, kept });
  return newTaskFrom(line, reading);
}

it.each([
  ['buy milk tomorrow', { title: 'buy milk', dueOn: '2026-11-29' }],
  [
    'call mom tomorrow at 5pm',
    { title: 'call mom', dueOn: '2026-11-29', dueTime: '17:00', dueZone: 'Europe/Berlin' },
  ],
  ['report deadline friday', { title: 'report', dueOn: null, deadlineOn: '2026-12-04' }],
  ['taxes start: monday', { title: 'taxes', dueOn: null, startOn: '2026-11-30' }],
  ['trip from 3 to 9 december', { title: 'trip', dueOn: '2026-12-09', startOn: '2026-12-03' }],
  ['read for 1.5 hours', { title: 'read', dueOn: null, durationMinutes: 90 }],
  [
    'buy milk @shop @home p1',
    { title: 'buy milk', dueOn: null, priority: 'high', tags: ['shop', 'home'] },
  ],
  [
    'water plants every! 3 days',
    {
      title: 'water plants',
      dueOn: '2026-11-28',
      recurrence: { rule: 'FREQ=DAILY;INTERVAL=3', anchor: 'completion' },
    },
  ],
])('says all of %s in one task', async (line, task) => {
  expect(await added(line)).toEqual({ task, project: null });
});

it('names the project', async () => {
  expect(await added('buy milk #home')).toEqual({
    task: { title: 'buy milk', dueOn: null },
    project: 'home',
  });
});

it('has the date of the place where it was typed', async () => {
  // Half past nine in the evening of the 28th in Berlin is the 29th in Auckland.
  const late = { at: '2026-11-28T20:30:00.000Z', zone: 'Pacific/Auckland' };
  const grammar = await loadGrammar('en');
  const reading = readLine('milk tomorrow', { grammar, settings: {}, typed: late, kept: [] });
  expect(newTaskFrom('milk tomorrow', reading).task.dueOn).toBe('2026-11-30');
});

it('keeps a dismissed phrase where it stands, in whatever case', async () => {
  const { task } = await added('practise the song on Friday', ['on friday']);
  expect(task).toEqual({ title: 'practise the song on Friday', dueOn: null });
});

it.each([
  ['a tag that is too long', `buy milk @${'x'.repeat(101)}`],
  ['a project that is too long', `buy milk #${'x'.repeat(201)}`],
  ['a year that is none of the API', 'buy milk on 1 january 3005'],
])('keeps %s in the title', async (_, line) => {
  expect(await added(line)).toEqual({ task: { title: line, dueOn: null }, project: null });
});

it('keeps the tags that are one too many in the title', async () => {
  const tags = Array.from({ length: 51 }, (_, index) => `@t${index}`);
  const { task } = await added(`buy milk ${tags.join(' ')}`);
  expect(task.tags).toHaveLength(50);
  expect(task.title).toBe('buy milk @t50');
});

it('has the whole line as its title where nothing was read, or nothing else is left', async () => {
  expect(newTaskFrom('toplantı', null).task.title).toBe('toplantı');
  expect((await added('Monday')).task.title).toBe('Monday');
});
