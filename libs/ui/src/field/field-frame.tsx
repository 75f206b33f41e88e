'use client';

import { useId, type ReactElement, type ReactNode } from 'react';

import { classNames } from '../class-names.ts';
import { Icon } from '../icon/icon.tsx';

export interface FieldTexts {
  label: string;
  /** The label is only spoken: the place itself says what to type. */
  hideLabel?: boolean;
  description?: ReactNode;
  error?: string | undefined;
}

export interface FieldWiring {
  id: string;
  'aria-invalid': true | undefined;
  'aria-describedby': string | undefined;
}

export interface FieldFrameProps extends FieldTexts {
  id?: string | undefined;
  className?: string | undefined;
  /** Renders the control with the ids that tie it to its label, description and error. */
  control: (wiring: FieldWiring) => ReactNode;
}

export const controlClassName =
  'w-full rounded-control border border-line-strong bg-surface px-3 text-base text-ink placeholder:text-muted ' +
  'focus-visible:outline-offset-0 aria-invalid:border-danger disabled:opacity-60';

export function FieldFrame(props: FieldFrameProps): ReactElement {
  const generatedId = useId();
  const id = props.id ?? generatedId;
  const descriptionId = `${id}-description`;
  const errorId = `${id}-error`;
  const describedBy = classNames(
    props.description ? descriptionId : undefined,
    props.error ? errorId : undefined,
  );
  return (
    <div className={classNames('grid gap-1.5', props.className)}>
      <label htmlFor={id} className={props.hideLabel ? 'sr-only' : 'text-sm font-medium text-ink'}>
        {props.label}
      </label>
      {props.control({
        id,
        'aria-invalid': props.error ? true : undefined,
        'aria-describedby': describedBy || undefined,
      })}
      {props.description ? (
        <p id={descriptionId} className="text-sm text-muted">
          {props.description}
        </p>
      ) : null}
      {props.error ? (
        <p id={errorId} className="flex items-start gap-1.5 text-sm text-danger">
          <Icon name="warning" className="mt-0.5 size-4" />
          {props.error}
        </p>
      ) : null}
    </div>
  );
}
