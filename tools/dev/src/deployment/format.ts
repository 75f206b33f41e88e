import { formatTable } from '@taskora/base/table';
import type { Fault } from './faults.ts';
import type { HealthAnswer } from './health.ts';

export function formatFaults(faults: readonly Fault[], checked: number): string {
  if (faults.length === 0)
    return `all ${checked} objects are as a deployment that ended well leaves them`;
  const rows = faults.map(({ object, what, fix }) => [object, what, fix]);
  return formatTable([['OBJECT', 'FAULT', 'DO'], ...rows]);
}

export function formatHealth(answers: readonly HealthAnswer[]): string {
  const rows = answers.map(({ place, path, fault, milliseconds }) => [
    place,
    path,
    fault === undefined ? 'ok' : 'FAILED',
    `${milliseconds} ms`,
    fault ?? '',
  ]);
  return formatTable([['WHERE', 'PATH', 'ANSWER', 'TIME', 'ERROR'], ...rows]);
}
