import { section } from '../../testing/fake-sections.ts';
import { task } from '../../testing/fake-tasks.ts';
import { groupName, groupsOf } from './groups.ts';
import { sectionBeside } from './use-section-changes.ts';

const [first, second, third] = ['First', 'Second', 'Third'].map((name) => section(name, 'p')) as [
  ReturnType<typeof section>,
  ReturnType<typeof section>,
  ReturnType<typeof section>,
];
const archived = { ...third, archivedAt: '2026-01-01T00:00:00Z' };

it('keeps the order of sections and of tasks, and begins with what is in none', () => {
  const tasks = [
    task('a', { sectionId: second.id }),
    task('b'),
    task('c', { sectionId: second.id }),
    task('d', { sectionId: 'deleted a moment ago' }),
  ];
  const groups = groupsOf(tasks, [first, second, archived]);
  expect(groups.map((each) => [groupName(each), each.tasks.map(({ title }) => title)])).toEqual([
    ['No section', ['b', 'd']],
    ['First', []],
    ['Second', ['a', 'c']],
  ]);
});

it('shows an archived section as long as it holds tasks', () => {
  const groups = groupsOf([task('a', { sectionId: archived.id })], [first, archived]);
  expect(groups.map(groupName)).toEqual(['No section', 'First', 'Third']);
});

it('puts a section before or behind the one beside it, and none beyond the ends', () => {
  const sections = [first, second, third];
  expect(sectionBeside(sections, third, -1)).toBe(first.id);
  expect(sectionBeside(sections, second, -1)).toBeNull();
  expect(sectionBeside(sections, first, 1)).toBe(second.id);
  expect(sectionBeside(sections, first, -1)).toBeUndefined();
  expect(sectionBeside(sections, third, 1)).toBeUndefined();
});
