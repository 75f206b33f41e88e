import { Icon } from '@taskora/ui';
import type { ReactElement } from 'react';

import { nameOf, originOf } from './approval-labels.ts';
import { CardHead, cardClassName } from './card-frame.tsx';
import { parseApproval, type ApprovalValue } from './message-schema.ts';
import { countOf } from './tasks/task-count.ts';

/** Of more tasks the rest is shown on demand. */
const tasksShown = 5;

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

function ValueRows({ values }: { values: readonly ApprovalValue[] }): ReactElement {
  return (
    <dl className="divide-y divide-line">
      {/* The values of a call stay in its order, so their places are their keys. */}
      {values.map((value, index) => (
        <ValueRow key={index} value={value} />
      ))}
    </dl>
  );
}

/** A new task begins with its title, and one that is there is its title. */
function tasksIn(values: readonly ApprovalValue[]): number {
  return values.filter(({ name }) => name === 'task' || name === 'title').length;
}

/** How many tasks there are in all, and those that are not among the first ones. */
function MoreTasks({ more, total }: { more: readonly ApprovalValue[]; total: number }) {
  const shown = tasksIn(more);
  const hidden = total - tasksShown - shown;
  return (
    <details className="border-t border-line">
      <summary className="flex min-h-11 cursor-pointer items-center px-4 py-2 text-sm font-medium">
        {countOf(total)} in all: show the other {total - tasksShown}
      </summary>
      <div className="border-t border-line">
        <ValueRows values={more} />
        {hidden > 0 ? (
          <p className="border-t border-line px-4 py-2.5 text-sm text-muted">
            {hidden === 1 ? '1 more task is' : `${hidden.toLocaleString('en')} more tasks are`} not
            listed here.
          </p>
        ) : null}
      </div>
    </details>
  );
}

/** What a yes would use, and where each value comes from; nothing where that is not known. */
export function ApprovalCard({ data }: { data: unknown }): ReactElement | null {
  const { values, more, total } = parseApproval(data);
  if (values.length === 0) return null;
  return (
    <section aria-label="What a yes would use" className={cardClassName}>
      <CardHead divided sign={<Icon name="list" className="text-muted" />}>
        What a yes would use, and where it comes from
      </CardHead>
      <ValueRows values={values} />
      {total > tasksShown ? <MoreTasks more={more} total={total} /> : null}
    </section>
  );
}
