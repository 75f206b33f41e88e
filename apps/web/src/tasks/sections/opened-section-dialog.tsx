'use client';

import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';

import { LoadFailure } from '../load-failure.tsx';
import { onDemand } from '../on-demand.ts';
import type { SectionDialogProps } from './section-dialog.tsx';

const dialogQuery = onDemand(
  'section-dialog',
  async () => (await import('./section-dialog.tsx')).SectionDialog,
);

/** The form of a section; it is loaded when it is opened first, and stays, to be closed gently. */
export function OpenedSectionDialog(props: SectionDialogProps): ReactElement | null {
  const part = useQuery({ ...dialogQuery, enabled: props.sections.form !== null });
  const { data: SectionDialog, isError, error, refetch } = part;
  if (SectionDialog) return <SectionDialog {...props} />;
  if (!isError) return null;
  return (
    <LoadFailure title="This could not be opened." error={error} onRetry={() => void refetch()} />
  );
}
