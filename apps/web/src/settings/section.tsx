import { Card } from '@taskora/ui';
import type { ReactElement, ReactNode } from 'react';

export interface SectionProps {
  title: string;
  lead: ReactNode;
  children: ReactNode;
}

/** Settings that belong together. */
export function Section({ title, lead, children }: SectionProps): ReactElement {
  return (
    <section aria-label={title} className="grid gap-3">
      <h2 className="text-xl">{title}</h2>
      <p className="text-muted">{lead}</p>
      <Card>
        <div className="grid gap-4">{children}</div>
      </Card>
    </section>
  );
}
