import { Button } from '@taskora/ui';
import type { ReactElement } from 'react';

import { parseCandidates } from './message-schema.ts';

export interface CandidatesProps {
  data: unknown;
  /** Absent once the question has been answered. */
  onChoose?: ((option: string) => void) | undefined;
}

/** The answers to a question of the assistant, each one press away. */
export function Candidates({ data, onChoose }: CandidatesProps): ReactElement {
  return (
    <div role="group" aria-label="Choose one" className="flex flex-wrap gap-2">
      {parseCandidates(data).map((option) => (
        <Button
          key={option}
          size="small"
          disabled={!onChoose}
          onClick={() => onChoose?.(option)}
          className="max-w-full text-left wrap-anywhere"
        >
          {option}
        </Button>
      ))}
    </div>
  );
}
