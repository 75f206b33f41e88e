import type { ReactElement } from 'react';

import { TextField } from '../field/text-field.tsx';

export interface EmailFieldProps {
  readOnly: boolean;
}

/** The email is what names the account, which password managers call the user name. */
export function EmailField({ readOnly }: EmailFieldProps): ReactElement {
  return (
    <TextField
      label="Email"
      name="email"
      type="email"
      autoComplete="username"
      required
      readOnly={readOnly}
    />
  );
}

export interface PasswordFieldProps {
  readOnly: boolean;
  /** For a password that is chosen now; a present one is taken as it is. */
  chosen?: { charactersMin: number; charactersMax: number };
}

export function PasswordField({ readOnly, chosen }: PasswordFieldProps): ReactElement {
  return (
    <TextField
      label="Password"
      name="password"
      type="password"
      autoComplete={chosen ? 'new-password' : 'current-password'}
      {...(chosen
        ? {
            description: `At least ${chosen.charactersMin} characters.`,
            minLength: chosen.charactersMin,
            maxLength: chosen.charactersMax,
          }
        : {})}
      required
      readOnly={readOnly}
    />
  );
}
