import { Button, EmptyState } from '@taskora/ui';
import type { ReactElement } from 'react';

/** Sentences that the assistant without a model understands too. */
export const suggestions = [
  'add buy milk tomorrow',
  'what is due this week?',
  'show my tasks',
] as const;

export function Suggestions({ onChoose }: { onChoose: (text: string) => void }): ReactElement {
  return (
    <EmptyState
      icon="sparkle"
      title="What needs doing?"
      action={suggestions.map((text) => (
        <Button key={text} size="small" onClick={() => onChoose(text)}>
          {text}
        </Button>
      ))}
    >
      Say it in your own words. Tasks are added, found, changed and ticked off right here.
    </EmptyState>
  );
}
