'use client';

import { useState, type ReactElement } from 'react';

import { classNames } from '../class-names.ts';
import { Button } from '../button/button.tsx';
import { controlClassName, FieldFrame } from '../field/field-frame.tsx';
import { TextField } from '../field/text-field.tsx';
import { VisuallyHidden } from '../layout/visually-hidden.tsx';

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

/** The lengths that the server takes. */
export const chosenPassword = { charactersMin: 8, charactersMax: 128 };

export interface PasswordFieldProps {
  readOnly: boolean;
  label?: string;
  name?: string;
  /** For a password that is chosen now; a present one is taken as it is. */
  chosen?: { charactersMin: number; charactersMax: number };
}

/** It can be shown before it is sent, which spares the second field that others ask for. */
export function PasswordField({
  readOnly,
  label = 'Password',
  name = 'password',
  chosen,
}: PasswordFieldProps): ReactElement {
  const [shown, setShown] = useState(false);
  const rules = chosen && { minLength: chosen.charactersMin, maxLength: chosen.charactersMax };
  return (
    <FieldFrame
      label={label}
      description={chosen && `At least ${chosen.charactersMin} characters.`}
      control={(wiring) => (
        <div className="flex gap-2">
          <input
            {...wiring}
            name={name}
            type={shown ? 'text' : 'password'}
            autoComplete={chosen ? 'new-password' : 'current-password'}
            autoCapitalize="none"
            spellCheck={false}
            {...rules}
            required
            readOnly={readOnly}
            className={classNames(controlClassName, 'min-h-target min-w-0 flex-1')}
          />
          <Button aria-pressed={shown} disabled={readOnly} onClick={() => setShown(!shown)}>
            Show
            <VisuallyHidden> {label.toLowerCase()}</VisuallyHidden>
          </Button>
        </div>
      )}
    />
  );
}
