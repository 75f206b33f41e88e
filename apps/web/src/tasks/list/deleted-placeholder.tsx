import type { ReactElement } from 'react';

import { TaskTitle } from './task-title.tsx';
import type { Placeholder } from './use-deleted-placeholders.ts';

/** Holds the place of a deleted row; what happened is said elsewhere, so nobody reads it twice. */
export function DeletedPlaceholder({
  title,
  height,
}: Pick<Placeholder, 'title' | 'height'>): ReactElement {
  return (
    <li
      aria-hidden="true"
      style={{ height }}
      className="flex items-center bg-sunken px-5 text-sm text-muted select-none"
    >
      <span className="truncate">
        <TaskTitle title={title} /> deleted
      </span>
    </li>
  );
}
