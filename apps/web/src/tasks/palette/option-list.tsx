'use client';

import { Icon, classNames } from '@taskora/ui';
import { useEffect, useRef, type ReactElement } from 'react';

import { TaskTitle } from '../list/task-title.tsx';
import type { Option, OptionGroup } from './options.ts';

export interface OptionListProps {
  id: string;
  groups: readonly OptionGroup[];
  active: Option | undefined;
  onChoose: (option: Option) => void;
}

/** The id of the element that shows an option. */
export const elementIdOf = (listId: string, option: Option): string => `${listId}-${option.id}`;

interface OptionRowProps {
  id: string;
  option: Option;
  isActive: boolean;
  onChoose: (option: Option) => void;
}

function OptionRow({ id, option, isActive, onChoose }: OptionRowProps): ReactElement {
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isActive) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isActive]);
  return (
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events -- the keys are the field's, which has the focus
    <div
      ref={row}
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isActive}
      onClick={() => onChoose(option)}
      className={classNames(
        'flex min-h-target cursor-pointer items-center gap-2 rounded-control px-3 py-1',
        isActive ? 'bg-accent-soft' : 'hover:bg-sunken',
      )}
    >
      <Icon name={option.icon} className="size-4 text-muted" />
      <span className="min-w-0 flex-1 wrap-anywhere">
        <TaskTitle title={option.name} />
      </span>
      {option.hint ? (
        <span className="shrink-0 text-sm text-muted">
          <bdi>{option.hint}</bdi>
        </span>
      ) : null}
    </div>
  );
}

/** What can be chosen, under titles; the field above it says which one is meant. */
export function OptionList({ id, groups, active, onChoose }: OptionListProps): ReactElement {
  return (
    <div
      id={id}
      role="listbox"
      aria-label="Found"
      tabIndex={-1}
      className="-mx-3 max-h-[60dvh] overflow-y-auto"
      // The focus stays in the field.
      onMouseDown={(event) => event.preventDefault()}
    >
      {groups.map(({ title, options }) => (
        <div key={title} role="group" aria-label={title}>
          <div aria-hidden="true" className="px-3 pt-3 pb-1 text-sm font-medium text-muted">
            {title}
          </div>
          {options.map((option) => (
            <OptionRow
              key={option.id}
              id={elementIdOf(id, option)}
              isActive={option.id === active?.id}
              {...{ option, onChoose }}
            />
          ))}
        </div>
      ))}
    </div>
  );
}
