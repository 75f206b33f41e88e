import type { ReactElement, ReactNode } from 'react';

import type { IconName } from '../icon/icon-paths.ts';
import { Icon } from '../icon/icon.tsx';

export interface EmptyStateProps {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  icon?: IconName;
}

/** What stands where there is nothing yet: what belongs here, and the first step. */
export function EmptyState({ title, children, action, icon }: EmptyStateProps): ReactElement {
  return (
    <div className="grid justify-items-center gap-3 px-4 py-12 text-center">
      {icon ? (
        <span className="grid size-12 place-items-center rounded-full bg-accent-soft text-accent">
          <Icon name={icon} />
        </span>
      ) : null}
      <h2 className="text-2xl">{title}</h2>
      {children ? <div className="max-w-[46ch] text-muted">{children}</div> : null}
      {action ? <div className="mt-2 flex flex-wrap justify-center gap-2">{action}</div> : null}
    </div>
  );
}
