import type { Change } from '@taskora/api-client';
import type { ReactElement } from 'react';

import { TaskTitle } from '../list/task-title.tsx';

/** As the server calls it, and what this page knows better: what was restored is added again there. */
export type Verb = Change['kind'] | 'restored';

/** What happened to how many tasks, for people. */
export interface ChangeSummary {
  verb: Verb;
  titles: readonly string[];
  count: number;
}

export function summaryOf(verb: Verb, title: string): ChangeSummary {
  return { verb, titles: [title], count: 1 };
}

/** “Buy milk” completed, or: 3 tasks completed. */
export function ChangeSummaryText({ verb, titles, count }: ChangeSummary): ReactElement {
  const [title] = titles;
  if (count !== 1 || title === undefined) {
    return (
      <>
        {count} {count === 1 ? 'task' : 'tasks'} {verb}
      </>
    );
  }
  return (
    <>
      “<TaskTitle title={title} />” {verb}
    </>
  );
}

/** The same as plain text, where no element can stand. */
export function describeChange({ verb, titles, count }: ChangeSummary): string {
  const [title] = titles;
  if (count !== 1 || title === undefined) return `${count} tasks ${verb}`;
  return `“${title}” ${verb}`;
}
