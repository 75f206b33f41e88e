import { task } from '../../testing/fake-tasks.ts';
import { tasksByDay } from './tasks-by-day.ts';

const on = { dueOn: '2099-06-15' };

it('has each day’s tasks by time, then those of the whole day, and last what is done', () => {
  const tasks = [
    task('whole day', on),
    task('done early', { ...on, dueTime: '06:00:00', completedAt: '2026-01-01T00:00:00Z' }),
    task('late', { ...on, dueTime: '17:00:00' }),
    task('early', { ...on, dueTime: '09:00:00' }),
    task('whole day, later written', on),
    task('no day'),
    task('another day', { dueOn: '2099-06-16' }),
  ];
  const days = tasksByDay(tasks);
  expect([...days.keys()]).toEqual(['2099-06-15', '2099-06-16']);
  expect(days.get('2099-06-15')?.map((each) => [each.task.title, each.time])).toEqual([
    ['early', '09:00'],
    ['late', '17:00'],
    ['whole day', null],
    ['whole day, later written', null],
    ['done early', '06:00'],
  ]);
});
