import { ShownOnce } from '@taskora/ui';
import type { ReactElement } from 'react';

export interface CreatedTokenProps {
  name: string;
  token: string;
  onDone: () => void;
}

/** A token, until its person has kept it. */
export function CreatedToken({ name, token, onDone }: CreatedTokenProps): ReactElement {
  return (
    <ShownOnce
      title={
        <>
          The token for <bdi>{name}</bdi> was made.
        </>
      }
      label="Token"
      noun="token"
      value={token}
      copyText="Copy"
      doneText="I have kept it"
      onDone={onDone}
    >
      Copy it now: it is not shown again. Whoever has it can do what you chose, as you.
    </ShownOnce>
  );
}
