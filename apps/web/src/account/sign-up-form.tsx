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

export interface SignUpFormProps {
  /** The token of the invitation by which the page was opened. */
  invitation?: string | undefined;
  /** The page for somebody who is signed in. */
  nextPage: string;
}

export function SignUpForm({ invitation, nextPage }: SignUpFormProps): ReactElement {
  return (
    <AccountForm
      action="Create account"
      done={{ page: nextPage }}
      send={(values) =>
        signUp({
          name: textIn(values, 'name').trim(),
          email: textIn(values, 'email').trim(),
          password: textIn(values, 'password'),
          ...(invitation !== undefined && { invitation }),
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
