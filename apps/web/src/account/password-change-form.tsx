'use client';

import { changePassword } from '@taskora/front-end/client';
import { AccountForm, Checkbox, chosenPassword, PasswordField, textIn } from '@taskora/ui';
import type { ReactElement } from 'react';

import { revokeAccessTokensAfter } from './revoke-all-access-tokens.ts';

export interface PasswordChangeFormProps {
  /** The account's own name, beside which password managers keep a new password. */
  email: string;
  onChanged: () => void;
}

export function PasswordChangeForm({ email, onChanged }: PasswordChangeFormProps): ReactElement {
  return (
    <AccountForm
      action="Change password"
      done={{ message: 'Your password is changed.', then: onChanged }}
      send={async (values) => {
        const changed = await changePassword({
          currentPassword: textIn(values, 'present'),
          newPassword: textIn(values, 'chosen'),
          revokeOtherSessions: values.has('others'),
        });
        if (!changed.ok || !values.has('tokens')) return changed;
        return revokeAccessTokensAfter('Your password is changed');
      }}
    >
      {(hydrated) => (
        <>
          <input type="hidden" name="email" autoComplete="username" value={email} readOnly />
          <PasswordField label="Present password" name="present" readOnly={!hydrated} />
          <PasswordField
            label="New password"
            name="chosen"
            readOnly={!hydrated}
            chosen={chosenPassword}
          />
          <Checkbox
            name="others"
            label="Sign out all other devices"
            defaultChecked
            disabled={!hydrated}
          />
          <Checkbox
            name="tokens"
            label="Revoke all access tokens of programs"
            defaultChecked
            disabled={!hydrated}
          />
        </>
      )}
    </AccountForm>
  );
}
