import type { Priority } from '@taskora/api-client';

/** All priorities, the highest first, as people say them. */
export const priorityNames: Readonly<Record<Priority, string>> = {
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  none: 'None',
};
