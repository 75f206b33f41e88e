'use client';

import { Button, TextField } from '@taskora/ui';
import { useState, type ReactElement } from 'react';

/** A link that is shown once: the server keeps nothing that it could be made from again. */
export function InvitationLink({ link }: { link: string }): ReactElement {
  const [copied, setCopied] = useState(false);
  // Browsers offer it on https and localhost alone; elsewhere the text is copied by hand.
  const clipboard: Clipboard | undefined = navigator.clipboard;
  return (
    <div className="grid justify-items-start gap-2">
      <TextField
        label="Link of the invitation"
        description="Send it to the person. It is shown only now and makes one account."
        className="w-full"
        readOnly
        value={link}
        onFocus={(event) => event.currentTarget.select()}
      />
      {clipboard === undefined ? null : (
        <Button
          onClick={() => {
            void clipboard.writeText(link).then(
              () => setCopied(true),
              () => setCopied(false),
            );
          }}
        >
          {copied ? 'Copied' : 'Copy link'}
        </Button>
      )}
    </div>
  );
}
