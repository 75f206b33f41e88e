'use client';

import { signIn as requestSignIn } from '@taskora/front-end/client';
import type { ReactElement } from 'react';

import { EmailField, PasswordField } from './account-fields.tsx';
import { AccountForm, textIn } from './account-form.tsx';

export interface SignInFormProps {
  signIn?: typeof requestSignIn;
  /** The page for somebody who is signed in. */
  nextPage: string;
}

export function SignInForm({ signIn = requestSignIn, nextPage }: SignInFormProps): ReactElement {
  return (
    <AccountForm
      action="Sign in"
      done={{ page: nextPage }}
      send={(values) =>
        signIn({ email: textIn(values, 'email').trim(), password: textIn(values, 'password') })
      }
    >
      {(hydrated) => (
        <>
          <EmailField readOnly={!hydrated} />
          <PasswordField readOnly={!hydrated} />
        </>
      )}
    </AccountForm>
  );
}
