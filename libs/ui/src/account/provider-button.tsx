'use client';

import type { AuthResult } from '@taskora/front-end/client';
import { useState, type ReactElement, type ReactNode } from 'react';

import { Button } from '../button/button.tsx';
import { Alert } from '../feedback/alert.tsx';
import { useHydrated } from '../use-hydrated.ts';

export interface ProviderButtonProps {
  /** Leaves the page when it succeeds. */
  leave: () => Promise<AuthResult>;
  children: ReactNode;
}

/** Goes to the pages of the provider of identities, or says why that cannot be done now. */
export function ProviderButton({ leave, children }: ProviderButtonProps): ReactElement {
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const hydrated = useHydrated();

  async function press(): Promise<void> {
    setPending(true);
    setFailure(null);
    const result = await leave();
    if (result.ok) return;
    setPending(false);
    setFailure(result.message);
  }

  return (
    <div className="grid gap-4">
      <Button pending={pending} disabled={!hydrated} onClick={() => void press()}>
        {children}
      </Button>
      {failure === null ? null : <Alert tone="danger" title={failure} />}
    </div>
  );
}
