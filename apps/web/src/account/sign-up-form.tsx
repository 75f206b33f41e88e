'use client';

import { signUp } from '@taskora/auth/client';
import { TextField } from '@taskora/ui';
import type { ReactElement } from 'react';

import { AccountForm, textIn } from './account-form.tsx';

const passwordCharactersMin = 8;

export function SignUpForm(): ReactElement {
  return (
    <AccountForm
      action="Create account"
      send={(values) =>
        signUp({
          name: textIn(values, 'name').trim(),
          email: textIn(values, 'email').trim(),
          password: textIn(values, 'password'),
        })
      }
    >
      {(hydrated) => (
        <>
          <TextField
            label="Name"
            name="name"
            autoComplete="name"
            maxLength={100}
            required
            readOnly={!hydrated}
          />
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
            autoComplete="new-password"
            description={`At least ${passwordCharactersMin} characters.`}
            minLength={passwordCharactersMin}
            maxLength={128}
            required
            readOnly={!hydrated}
          />
        </>
      )}
    </AccountForm>
  );
}
