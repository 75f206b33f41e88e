'use client';

import { signInWithProvider } from '@taskora/front-end/client';
import type { ReactElement } from 'react';

import { ProviderButton } from './provider-button.tsx';

export interface ProviderSignInProps {
  /** What people call the provider; nothing is shown without one. */
  name: string | null;
  /** The page for somebody who is signed in. */
  nextPage: string;
  /** The token of an invitation, for somebody who has no account yet. */
  invitation?: string | undefined;
}

/** The other possibility of signing in, under the form with a password. */
export function ProviderSignIn({
  name,
  nextPage,
  invitation,
}: ProviderSignInProps): ReactElement | null {
  if (name === null) return null;
  const values = { next: nextPage, ...(invitation !== undefined && { invitation }) };
  return (
    <div className="mt-5 grid gap-4 border-t border-line pt-5">
      <ProviderButton leave={() => signInWithProvider(values)}>Continue with {name}</ProviderButton>
    </div>
  );
}
