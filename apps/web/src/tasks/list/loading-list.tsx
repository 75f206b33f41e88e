import { Card, Spinner } from '@taskora/ui';
import type { ReactElement } from 'react';

const widths = ['w-2/5', 'w-3/5', 'w-1/3'];

/** The shape of the list while it loads, so that nothing jumps when it is there. */
export function LoadingList(): ReactElement {
  return (
    <Card padded={false} aria-busy="true" className="divide-y divide-line overflow-hidden">
      <div className="sr-only">
        <Spinner label="Loading tasks" />
      </div>
      {widths.map((width) => (
        <div
          key={width}
          aria-hidden="true"
          className="flex min-h-14 animate-pulse items-center gap-4 px-5"
        >
          <span className="size-5.5 rounded-full bg-sunken" />
          <span className={`h-3 rounded-full bg-sunken ${width}`} />
        </div>
      ))}
    </Card>
  );
}
