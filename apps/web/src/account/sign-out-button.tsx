'use client';

import { signOut } from '@taskora/auth/client';
import { SignOutButton as Button } from '@taskora/ui';
import type { ReactElement } from 'react';

import { forgetDrafts } from '../drafts/drafts.ts';

async function leave(): ReturnType<typeof signOut> {
  const result = await signOut();
  if (result.ok) forgetDrafts();
  return result;
}

export function SignOutButton(): ReactElement {
  return <Button signOut={leave} landingPage="/" />;
}
