'use client';

import type { Actor, Change } from '@taskora/api-client';
import { Button } from '@taskora/ui';
import type { ReactElement } from 'react';

import { describeChange, ChangeSummaryText, type ChangeSummary } from './change-summary.tsx';

export interface ChangeRowProps {
  change: Change;
  pending: boolean;
  onUndo: () => void;
}

const time = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});

/** Who made a change, where it was not the reader in this app. */
const makers: Record<Actor, string | null> = {
  web: null,
  chat: ' · by the assistant',
  mcp: ' · by a program',
  api: ' · by a program',
  caldav: ' · by a calendar program',
  import: ' · by an import',
};

export function summaryIn({ kind, titles, count }: Change): ChangeSummary {
  return { verb: kind, titles, count };
}

/** One change, when and by whom it was made, and its undo. */
export function ChangeRow({ change, pending, onUndo }: ChangeRowProps): ReactElement {
  const happened = summaryIn(change);
  const [, ...others] = change.titles;
  const description = describeChange(happened);
  return (
    <li className="flex items-center gap-3 py-2">
      <div className="grid min-w-0 flex-1 gap-0.5 text-sm">
        <span className="wrap-anywhere">
          <ChangeSummaryText {...happened} />
        </span>
        {others.length > 0 ? (
          <span className="truncate text-muted">
            <bdi>{change.titles.join(', ')}</bdi>
          </span>
        ) : null}
        <span className="text-muted">
          <time dateTime={change.createdAt}>{time.format(new Date(change.createdAt))}</time>
          {makers[change.actor]}
        </span>
      </div>
      {change.undoneAt ? (
        <span className="text-sm text-muted">Undone</span>
      ) : (
        <Button size="small" pending={pending} aria-label={`Undo: ${description}`} onClick={onUndo}>
          Undo
        </Button>
      )}
    </li>
  );
}
