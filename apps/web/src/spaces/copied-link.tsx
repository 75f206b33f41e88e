'use client';

import { Alert, Button, TextField } from '@taskora/ui';
import { useState, type ReactElement } from 'react';

export interface CopiedLinkProps {
  link: string;
  onDone: () => void;
}

/** A link the only time that it can be read: the server keeps nothing that it could be made from again. */
export function CopiedLink({ link, onDone }: CopiedLinkProps): ReactElement {
  const [copied, setCopied] = useState('');

  async function copy(): Promise<void> {
    try {
      // Browsers have no clipboard for pages that came over plain http from another machine.
      await navigator.clipboard.writeText(link);
      setCopied('Copied.');
    } catch {
      setCopied('This browser does not let pages copy: select the link and copy it.');
    }
  }

  return (
    <Alert
      title="The link is made."
      action={
        <>
          <Button size="small" onClick={() => void copy()}>
            Copy link
          </Button>
          <Button size="small" variant="quiet" onClick={onDone}>
            I have sent it
          </Button>
        </>
      }
    >
      <p>Send it now: it is not shown again. Whoever opens it can become a member.</p>
      <TextField
        label="Link into the space"
        className="mt-2 w-full"
        dir="ltr"
        readOnly
        spellCheck={false}
        autoComplete="off"
        value={link}
        onFocus={(event) => event.currentTarget.select()}
      />
      <p role="status">{copied}</p>
    </Alert>
  );
}
