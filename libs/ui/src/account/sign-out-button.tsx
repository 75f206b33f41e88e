'use client';

import { useState, type ReactElement } from 'react';

import { Button } from '../button/button.tsx';
import { forgetDrafts } from '../drafts/drafts.ts';
import { useToast } from '../feedback/toast.tsx';
import { useHydrated } from '../use-hydrated.ts';
import type { AttemptResult } from './attempt.ts';

export interface SignOutButtonProps {
  signOut: () => Promise<AttemptResult>;
  /** The page for somebody who is not signed in. */
  landingPage: string;
}

export function SignOutButton({ signOut, landingPage }: SignOutButtonProps): ReactElement {
  const [pending, setPending] = useState(false);
  const hydrated = useHydrated();
  const notify = useToast();

  async function leave(): Promise<void> {
    setPending(true);
    const result = await signOut();
    if (result.ok) {
      // The next person at this window sees nothing of what was not sent.
      forgetDrafts();
      // A full load, so that nothing of this person's stays in the page's memory.
      window.location.assign(landingPage);
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
