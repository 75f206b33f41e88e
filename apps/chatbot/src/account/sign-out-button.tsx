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
      window.location.assign('/sign-in');
      return;
    }
    setPending(false);
    notify({ title: 'You are still signed in.', description: result.message, tone: 'danger' });
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
