'use client';

import { useHydrated } from '@taskora/ui';
import type { ReactElement } from 'react';

const parts = {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
} as const;
const local = new Intl.DateTimeFormat('en-GB', parts);
const universal = new Intl.DateTimeFormat('en-GB', { ...parts, timeZone: 'UTC' });

/** A moment as the reader's clock has it; the server, which does not know that clock, writes it in UTC. */
export function MomentText({ moment }: { moment: string }): ReactElement {
  const hydrated = useHydrated();
  const date = new Date(moment);
  const text = hydrated ? local.format(date) : `${universal.format(date)} UTC`;
  return <time dateTime={moment}>{text}</time>;
}
