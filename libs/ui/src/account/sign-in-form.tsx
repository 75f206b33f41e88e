'use client';

import type { ReactElement } from 'react';

import { EmailField, PasswordField } from './account-fields.tsx';
import { AccountForm, textIn } from './account-form.tsx';
import type { AttemptResult } from './attempt.ts';

export interface SignInFormProps {
  signIn: (values: { email: string; password: string }) => Promise<AttemptResult>;
  /** The page for somebody who is signed in. */
  nextPage: string;
}

export function SignInForm({ signIn, nextPage }: SignInFormProps): ReactElement {
  return (
    <AccountForm
      action="Sign in"
      nextPage={nextPage}
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
