import { Button } from '@taskora/ui';
import type { ReactElement } from 'react';

/** Below an answer that was stopped or broke off: it can be made to its end. */
export function GoOnNotice({ onGoOn }: { onGoOn: () => void }): ReactElement {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Button size="small" onClick={onGoOn}>
        Go on
      </Button>
      <p className="text-sm text-muted">
        The rest of it is done then. What is shown as done is not done again.
      </p>
    </div>
  );
}
