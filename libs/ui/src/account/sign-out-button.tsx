'use client';

import { signOut as requestSignOut, type AuthResult } from '@taskora/front-end/client';
import { useState, type ReactElement } from 'react';

import { Button, type ButtonProps } from '../button/button.tsx';
import { forgetDrafts } from '../drafts/drafts.ts';
import { useToast } from '../feedback/toast.tsx';
import { VisuallyHidden } from '../layout/visually-hidden.tsx';
import { useHydrated } from '../use-hydrated.ts';
import { hasWorkEnded } from './unfinished-work.ts';

export interface SignOutButtonProps extends Pick<ButtonProps, 'size' | 'variant'> {
  signOut?: typeof requestSignOut;
  /** The page for somebody who is not signed in. */
  landingPage: string;
  /** What is signed out, for those who do not see what stands beside the button. */
  device?: string;
}

const stillSaving: AuthResult = {
  ok: false,
  message: 'Something is still being saved. You are still signed in; try again in a moment.',
};

export function SignOutButton({
  signOut = requestSignOut,
  landingPage,
  device,
  variant = 'quiet',
  size = 'small',
}: SignOutButtonProps): ReactElement {
  const [pending, setPending] = useState(false);
  const hydrated = useHydrated();
  const notify = useToast();

  async function leave(): Promise<void> {
    setPending(true);
    // A request that is cut off here would lose what the page shows as done.
    const result = (await hasWorkEnded()) ? await signOut() : stillSaving;
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
      variant={variant}
      size={size}
      pending={pending}
      disabled={!hydrated}
      onClick={() => void leave()}
    >
      Sign out
      {device === undefined ? null : <VisuallyHidden> {device}</VisuallyHidden>}
    </Button>
  );
}
