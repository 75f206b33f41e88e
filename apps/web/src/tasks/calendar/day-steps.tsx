'use client';

import { Icon, IconButton } from '@taskora/ui';
import type { ReactElement } from 'react';

import { showView } from '../views/use-view.ts';
import { ViewAnchor } from '../views/view-anchor.tsx';
import { dayAfter } from '../words/day-text.ts';
import type { Day } from './days.ts';

/** Goes from the tasks of one day to those of the days beside it, and back to the calendar. */
export function DaySteps({ on }: { on: Day }): ReactElement {
  const go = (days: number) =>
    showView({ kind: 'day', on: dayAfter(on, days) }, { replaces: true });
  return (
    <div className="flex items-center gap-1">
      <IconButton size="small" icon="previous" label="Previous day" onClick={() => go(-1)} />
      <IconButton size="small" icon="next" label="Next day" onClick={() => go(1)} />
      <ViewAnchor
        view={{ kind: 'calendar', by: 'month', on }}
        className="flex min-h-target items-center gap-1 rounded-control px-3 text-sm font-medium text-muted no-underline hover:bg-sunken hover:text-ink"
      >
        <Icon name="month" className="size-4" />
        In the calendar
      </ViewAnchor>
    </div>
  );
}
