import type { ReactElement } from 'react';

import { TaskTitle } from '../list/task-title.tsx';

export type Verb = 'added' | 'changed' | 'completed' | 'reopened' | 'deleted' | 'undone';

/** What happened to how many tasks, for people. */
export interface Happened {
  verb: Verb;
  titles: readonly string[];
  count: number;
}

export function happenedTo(verb: Verb, title: string): Happened {
  return { verb, titles: [title], count: 1 };
}

/** “Buy milk” completed, or: 3 tasks completed. */
export function HappenedText({ verb, titles, count }: Happened): ReactElement {
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

/** The same in plain words, where no element can stand. */
export function happenedInWords({ verb, titles, count }: Happened): string {
  const [title] = titles;
  if (count !== 1 || title === undefined) return `${count} tasks ${verb}`;
  return `“${title}” ${verb}`;
}
