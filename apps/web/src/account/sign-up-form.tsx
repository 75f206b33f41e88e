'use client';

import { signUp } from '@taskora/front-end/client';
import {
  AccountForm,
  chosenPassword,
  EmailField,
  PasswordField,
  TextField,
  textIn,
} from '@taskora/ui';
import type { ReactElement } from 'react';

export function SignUpForm(): ReactElement {
  return (
    <AccountForm
      action="Create account"
      done={{ page: '/tasks' }}
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
          <EmailField readOnly={!hydrated} />
          <PasswordField readOnly={!hydrated} chosen={chosenPassword} />
        </>
      )}
    </AccountForm>
  );
}
