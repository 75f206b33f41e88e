import { EmptyState } from '@taskora/ui';
import type { ReactElement } from 'react';

import { LoadFailure } from '../../load-failure.tsx';
import type { SavedView } from './use-saved-view.ts';

/** Stands where the tasks of a saved view would, while there is no such view to be asked about. */
export function NoView({ saved }: { saved: SavedView }): ReactElement | null {
  if (saved.error) {
    return (
      <LoadFailure
        title="Your views could not be loaded."
        error={saved.error}
        onRetry={saved.retry}
      />
    );
  }
  if (saved.spacesError) {
    return (
      <LoadFailure
        title="Your spaces could not be loaded, and this view may be of one of them."
        error={saved.spacesError}
        onRetry={saved.retry}
      />
    );
  }
  if (!saved.isMissing) return null;
  return (
    <EmptyState icon="filter" title="There is no such view">
      It may have been deleted. Undo brings it back.
    </EmptyState>
  );
}
