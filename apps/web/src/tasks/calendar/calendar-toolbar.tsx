import { Button, IconButton } from '@taskora/ui';
import type { ReactElement } from 'react';

import type { CalendarView } from '../views/view.ts';
import type { Day } from './days.ts';
import type { ShownDays } from './use-shown-days.ts';

export interface CalendarToolbarProps {
  label: string;
  by: CalendarView['by'];
  days: ShownDays;
  today: Day;
}

/** What is shown, and the buttons for what is before, after and now. */
export function CalendarToolbar({ label, by, days, today }: CalendarToolbarProps): ReactElement {
  const { goTo, beside, showBy } = days;
  return (
    <div className="flex flex-wrap items-center gap-x-1 gap-y-2">
      <h2 className="me-auto text-xl">{label}</h2>
      <div className="flex items-center gap-1">
        <IconButton icon="previous" label={`Previous ${by}`} onClick={() => goTo(beside(-1))} />
        <Button variant="quiet" onClick={() => goTo(today)}>
          Today
        </Button>
        <IconButton icon="next" label={`Next ${by}`} onClick={() => goTo(beside(1))} />
      </div>
      <div role="group" aria-label="Show by" className="flex gap-1">
        {(['month', 'week'] as const).map((each) => (
          <Button
            key={each}
            variant={each === by ? 'secondary' : 'quiet'}
            aria-pressed={each === by}
            onClick={() => showBy(each)}
          >
            {each === 'month' ? 'Month' : 'Week'}
          </Button>
        ))}
      </div>
    </div>
  );
}
