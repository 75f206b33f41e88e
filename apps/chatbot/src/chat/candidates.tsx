import { Button } from '@taskora/ui';
import type { ReactElement } from 'react';

export interface CandidatesProps {
  options: readonly string[];
  /** Absent once the question has been answered. */
  onChoose?: ((option: string) => void) | undefined;
}

/** The answers to a question of the assistant, each one press away. */
export function Candidates({ options, onChoose }: CandidatesProps): ReactElement | null {
  if (options.length === 0) return null;
  return (
    <div role="group" aria-label="Choose one" className="flex flex-wrap gap-2">
      {options.map((option) => (
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
