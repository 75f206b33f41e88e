import { ShownOnce } from '@taskora/ui';
import type { ReactElement } from 'react';

export interface CopiedLinkProps {
  link: string;
  onDone: () => void;
}

/** A link into a space, until it is sent. */
export function CopiedLink({ link, onDone }: CopiedLinkProps): ReactElement {
  return (
    <ShownOnce
      title="The link is made."
      label="Link into the space"
      noun="link"
      value={link}
      copyText="Copy link"
      doneText="I have sent it"
      onDone={onDone}
    >
      Send it now: it is not shown again. Whoever opens it can become a member.
    </ShownOnce>
  );
}
