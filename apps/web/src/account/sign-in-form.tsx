'use client';

import { signIn } from '@taskora/front-end/client';
import { SignInForm as Form } from '@taskora/ui';
import type { ReactElement } from 'react';

export function SignInForm(): ReactElement {
  return <Form signIn={signIn} nextPage="/tasks" />;
}
