'use client';

import { Progress as BaseProgress } from '@base-ui/react/progress';
import type { ReactElement } from 'react';

import { classNames } from '../class-names.ts';

export interface ProgressProps {
  label: string;
  /** How far the work is, or null when that cannot be known. */
  value: number | null;
  max?: number;
  className?: string;
}

export function Progress({ label, value, max = 100, className }: ProgressProps): ReactElement {
  return (
    <BaseProgress.Root value={value} max={max} className={classNames('grid gap-1.5', className)}>
      <div className="flex justify-between gap-4 text-sm text-muted">
        <BaseProgress.Label>{label}</BaseProgress.Label>
        <BaseProgress.Value className="tabular-nums" />
      </div>
      <BaseProgress.Track className="h-1.5 overflow-hidden rounded-full bg-sunken">
        <BaseProgress.Indicator className="h-full rounded-full bg-accent transition-[width] duration-300 data-indeterminate:w-1/3 data-indeterminate:animate-pulse" />
      </BaseProgress.Track>
    </BaseProgress.Root>
  );
}
