'use client';

import { signOut } from '@taskora/front-end/client';
import { SignOutButton as Button } from '@taskora/ui';
import type { ReactElement } from 'react';

export function SignOutButton(): ReactElement {
  return <Button signOut={signOut} landingPage="/" />;
}
