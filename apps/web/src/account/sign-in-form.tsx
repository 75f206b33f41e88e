'use client';

import { signIn } from '@taskora/auth/client';
import { TextField } from '@taskora/ui';
import type { ReactElement } from 'react';

import { AccountForm, textIn } from './account-form.tsx';

export function SignInForm(): ReactElement {
  return (
    <AccountForm
      action="Sign in"
      send={(values) =>
        signIn({ email: textIn(values, 'email').trim(), password: textIn(values, 'password') })
      }
    >
      {(hydrated) => (
        <>
          <TextField
            label="Email"
            name="email"
            type="email"
            autoComplete="username"
            required
            readOnly={!hydrated}
          />
          <TextField
            label="Password"
            name="password"
            type="password"
            autoComplete="current-password"
            required
            readOnly={!hydrated}
          />
        </>
      )}
    </AccountForm>
  );
}
