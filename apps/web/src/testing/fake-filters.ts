import type { Task } from '@taskora/api-client';

import { problem, type Answer } from './fake-answer.ts';

/** The order of lists that say none. */
export function compare(a: Task, b: Task): number {
  const key = (each: Task) => `${each.completedAt ? 1 : 0} ${each.dueOn ?? '9999-99-99'}`;
  return key(a).localeCompare(key(b)) || b.createdAt.localeCompare(a.createdAt);
}

/** Those that the tests ask for, beside the usual one. */
export const orders: Readonly<Record<string, typeof compare>> = {
  title: (a, b) => a.title.localeCompare(b.title),
  position: (a, b) => ((a.position ?? '') < (b.position ?? '') ? -1 : 1),
};

const comparisons: Readonly<Record<string, (one: string, other: string) => boolean>> = {
  '<=': (one, other) => one <= other,
  '>=': (one, other) => one >= other,
  '<': (one, other) => one < other,
  '>': (one, other) => one > other,
};

/** The part of the language of filters that the page uses. */
export function isFiltered(each: Task, filter: string): boolean {
  const holds = (term: string): boolean => {
    const [, name, value] = /^(\w+):(.+)$/u.exec(term) ?? [];
    if (term === 'no:project') return each.projectId === null;
    if (term === 'no:due') return each.dueOn === null;
    if (name === 'due') return each.dueOn === value;
    if (name === 'project') return each.projectId === value;
    if (name === 'space') return each.spaceId === value;
    // Ada asks.
    if (term === 'assignee:me') return each.assigneeId === 'ada';
    if (name === 'parent') return each.parentId === value;
    if (name === 'tag') return (each.tags ?? []).includes((value ?? '').replaceAll('"', ''));
    if (name === 'like') return each.title.includes(JSON.parse(value ?? '') as string);
    if (term === '!done') return each.completedAt === null;
    const [, comparison, named = ''] =
      /^due (<=|>=|<|>) (\d{4}-\d\d-\d\d|today)$/u.exec(term) ?? [];
    const day = named === 'today' ? new Date().toISOString().slice(0, 'yyyy-mm-dd'.length) : named;
    if (comparison)
      return each.dueOn !== null && comparisons[comparison]?.(each.dueOn, day) === true;
    throw new Error(`the fake API does not know the filter ${term}`);
  };
  return filter === '' || filter.split(' & ').every(holds);
}

/** A field that no filter has, and what the API says of it. */
const unknownField = /\bprioriti(?=[:<>=])/u;

export function filterProblem(filter: string): Answer | null {
  const found = unknownField.exec(filter);
  if (!found) return null;
  const place = { start: found.index, end: found.index + found[0].length };
  const texts = {
    message: 'There is no field “prioriti”.',
    fix: 'Name a field of docs/filters.md, or put the text in quotation marks.',
  };
  const fault = { path: 'filter', code: 'FILTER_FIELD_UNKNOWN', expected: ['priority'] };
  return problem(422, 'The filter is none.', [{ ...fault, ...texts, ...place }]);
}
