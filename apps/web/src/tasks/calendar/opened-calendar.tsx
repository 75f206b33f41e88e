'use client';

import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';

import { LoadingList } from '../list/loading-list.tsx';
import { LoadFailure } from '../load-failure.tsx';
import { onDemand } from '../on-demand.ts';
import type { CalendarProps } from './calendar.tsx';

const calendarQuery = onDemand('calendar', async () => (await import('./calendar.tsx')).Calendar);

/** The calendar, or what is there instead of it while it is loaded. */
export function OpenedCalendar(props: CalendarProps): ReactElement {
  const { data: Calendar, isError, error, refetch } = useQuery(calendarQuery);
  if (Calendar) return <Calendar {...props} />;
  if (!isError) return <LoadingList />;
  return (
    <LoadFailure
      title="The calendar could not be opened."
      error={error}
      onRetry={() => void refetch()}
    />
  );
}
