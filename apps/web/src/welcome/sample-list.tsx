import { Icon, classNames } from '@taskora/ui';
import type { ReactElement } from 'react';

const samples = [
  { title: 'Buy milk', due: 'Tomorrow', done: false },
  { title: 'Send the offer to Mara', due: 'Friday', done: false },
  { title: 'Renew the passport', due: '12 Dec', done: false },
  { title: 'Call the dentist', due: null, done: true },
] as const;

function SampleRow({ title, due, done }: (typeof samples)[number]): ReactElement {
  return (
    <div className="flex items-center gap-3 px-5 py-3.5">
      <span
        className={classNames(
          'grid size-5.5 shrink-0 place-items-center rounded-full border-[1.5px]',
          done ? 'border-accent bg-accent text-on-accent' : 'border-line-strong',
        )}
      >
        {done ? <Icon name="check" className="size-3.5" /> : null}
      </span>
      <span className={classNames('flex-1', done && 'text-muted line-through')}>{title}</span>
      {due ? <span className="text-sm text-muted">{due}</span> : null}
    </div>
  );
}

/** A picture of the list, drawn with text: it is decoration and hidden from screen readers. */
export function SampleList(): ReactElement {
  return (
    <div className="grid divide-y divide-line">
      <div className="flex items-center gap-3 bg-sunken px-5 py-4">
        <Icon name="add" className="text-muted" />
        <span>
          buy milk{' '}
          <span className="rounded-sm bg-accent-soft px-1 py-0.5 text-accent">tomorrow</span>
        </span>
      </div>
      {samples.map((sample) => (
        <SampleRow key={sample.title} {...sample} />
      ))}
    </div>
  );
}
