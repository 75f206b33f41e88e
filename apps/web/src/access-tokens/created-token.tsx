'use client';

import { Alert, Button, TextField } from '@taskora/ui';
import { useState, type ReactElement } from 'react';

export interface CreatedTokenProps {
  name: string;
  token: string;
  onDone: () => void;
}

/** Shows a token the only time that it can be read. */
export function CreatedToken({ name, token, onDone }: CreatedTokenProps): ReactElement {
  const [copied, setCopied] = useState('');

  async function copy(): Promise<void> {
    try {
      // Browsers have no clipboard for pages that came over plain http from another machine.
      await navigator.clipboard.writeText(token);
      setCopied('Copied.');
    } catch {
      setCopied('This browser does not let pages copy: select the token and copy it.');
    }
  }

  return (
    <Alert
      title={
        <>
          The token for <bdi>{name}</bdi> was made.
        </>
      }
      action={
        <>
          <Button size="small" onClick={() => void copy()}>
            Copy
          </Button>
          <Button size="small" variant="quiet" onClick={onDone}>
            I have kept it
          </Button>
        </>
      }
    >
      <p>Copy it now: it is not shown again. Whoever has it can do what you chose, as you.</p>
      <TextField
        label="Token"
        className="mt-2 w-full"
        dir="ltr"
        readOnly
        spellCheck={false}
        autoComplete="off"
        value={token}
        onFocus={(event) => event.currentTarget.select()}
      />
      <p role="status">{copied}</p>
    </Alert>
  );
}
