import type { Task } from '@taskora/api-client';

import type { Wanted } from '../use-bulk.ts';

export interface PanelProps {
  selected: readonly Task[];
  pending: boolean;
  onWanted: (wanted: Wanted) => void;
}
