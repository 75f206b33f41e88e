'use client';

import type { Priority } from '@taskora/api-client';
import { Button } from '@taskora/ui';
import { useEffect, useRef, type ReactElement } from 'react';

import { priorityNames } from '../../words/priority-names.ts';
import type { PanelProps } from './panel.ts';

const priorities = Object.keys(priorityNames) as Priority[];

/** One priority for all selected tasks. */
export function PriorityPanel({ pending, onWanted }: PanelProps): ReactElement {
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  return (
    <div className="flex flex-wrap gap-2">
      {priorities.map((priority, index) => (
        <Button
          key={priority}
          ref={index === 0 ? first : null}
          size="small"
          pending={pending}
          onClick={() => onWanted({ verb: 'changed', body: { changes: { priority } } })}
        >
          {priorityNames[priority]}
        </Button>
      ))}
    </div>
  );
}
