import { Icon } from '@taskora/ui';
import type { ReactElement } from 'react';

import { nameOf, originOf } from './approval-labels.ts';
import { CardHead, cardClassName } from './card-frame.tsx';
import { parseApproval, type ApprovalValue } from './message-schema.ts';

function ValueRow({ value }: { value: ApprovalValue }): ReactElement {
  const typed = value.provenance === 'typed';
  return (
    <div className="grid gap-x-4 px-4 py-2.5 sm:grid-cols-[8rem_1fr]">
      <dt className="text-sm text-muted">{nameOf(value)}</dt>
      <dd className="flex min-w-0 flex-wrap items-baseline gap-x-2">
        {value.text ? <bdi className="wrap-anywhere">{value.text}</bdi> : null}
        {/* As text, so that it does not depend on a colour or a sign. */}
        <span className="inline-flex items-center gap-1 text-sm text-muted wrap-anywhere">
          {typed ? null : <Icon name="warning" className="text-warning" />}
          {originOf(value)}
        </span>
      </dd>
    </div>
  );
}

/** What a yes would use, and where each value comes from; nothing where that is not known. */
export function ApprovalCard({ data }: { data: unknown }): ReactElement | null {
  const values = parseApproval(data);
  if (values.length === 0) return null;
  return (
    <section aria-label="What a yes would use" className={cardClassName}>
      <CardHead divided sign={<Icon name="list" className="text-muted" />}>
        What a yes would use, and where it comes from
      </CardHead>
      {/* The values of a call stay in its order, so their places are their keys. */}
      <dl className="divide-y divide-line">
        {values.map((value, index) => (
          <ValueRow key={index} value={value} />
        ))}
      </dl>
    </section>
  );
}
