import type { ReactElement, ReactNode } from 'react';

import { Card } from './card.tsx';

export interface AuthCardProps {
  title: string;
  lead?: ReactNode;
  children: ReactNode;
  /** The link to the other page: "No account yet? Create one". */
  footer?: ReactNode;
}

export function AuthCard({ title, lead, children, footer }: AuthCardProps): ReactElement {
  return (
    <div className="mx-auto grid w-full max-w-sm flex-1 content-center gap-6 py-6">
      <div className="grid gap-2 text-center">
        <h1 className="text-3xl">{title}</h1>
        {lead ? <p className="text-muted">{lead}</p> : null}
      </div>
      <Card>{children}</Card>
      {footer ? <p className="text-center text-sm text-muted">{footer}</p> : null}
    </div>
  );
}
