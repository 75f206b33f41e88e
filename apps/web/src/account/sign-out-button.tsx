'use client';

import { signOut } from '@taskora/auth/client';
import { Button, useHydrated, useToast } from '@taskora/ui';
import { useState, type ReactElement } from 'react';

export function SignOutButton(): ReactElement {
  const [pending, setPending] = useState(false);
  const hydrated = useHydrated();
  const notify = useToast();

  async function leave(): Promise<void> {
    setPending(true);
    const result = await signOut();
    if (result.ok) {
      // A full load, so that nothing of this person's stays in the page's memory.
      window.location.assign('/');
      return;
    }
    setPending(false);
    notify({ title: result.message, tone: 'danger' });
  }

  return (
    <Button
      variant="quiet"
      size="small"
      pending={pending}
      disabled={!hydrated}
      onClick={() => void leave()}
    >
      Sign out
    </Button>
  );
}
