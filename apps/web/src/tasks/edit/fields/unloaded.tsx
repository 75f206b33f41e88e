'use client';

import { Button } from '@taskora/ui';
import type { ReactElement } from 'react';

/** Why there is nothing to choose, and how that is changed. */
export function Unloaded({ text, onRetry }: { text: string; onRetry: () => void }): ReactElement {
  return (
    <>
      {text}{' '}
      <Button size="small" onClick={onRetry}>
        Try again
      </Button>
    </>
  );
}
