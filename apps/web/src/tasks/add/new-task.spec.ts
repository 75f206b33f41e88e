import type { ParseResult } from '@taskora/api-client';

import { newTaskFrom } from './new-task.ts';

function read(line: string, title: string, date: string, command = ''): ParseResult {
  const start = line.indexOf(date);
  const spans: ParseResult['spans'] = [{ start, end: start + date.length, kind: 'date' }];
  if (command !== '') spans.push({ start: 0, end: command.length, kind: 'command' });
  return { title, dueOn: '2099-05-11', spans };
}

it('takes what was understood', () => {
  const parsed = read('buy milk Monday', 'buy milk', 'Monday');
  expect(newTaskFrom('buy milk Monday', parsed, new Set())).toEqual({
    title: 'buy milk',
    dueOn: '2099-05-11',
  });
});

it('keeps refused words where they stand, and still takes away what only says “add”', () => {
  const line = 'add Blue Monday album';
  const parsed = read(line, 'Blue album', 'Monday', 'add');
  expect(newTaskFrom(line, parsed, new Set(['monday']))).toEqual({
    title: 'Blue Monday album',
    dueOn: null,
  });
});

it('takes another date than the refused one', () => {
  const line = 'Blue Monday tomorrow';
  const parsed = read(line, 'Blue Monday', 'tomorrow');
  expect(newTaskFrom(line, parsed, new Set(['monday'])).dueOn).toBe('2099-05-11');
});

it('has the whole line as its title when nothing is understood, or nothing else is left', () => {
  expect(newTaskFrom('toplantı', null, new Set()).title).toBe('toplantı');
  expect(newTaskFrom('Monday', read('Monday', '', 'Monday'), new Set()).title).toBe('Monday');
});
