'use client';

import { resetPassword } from '@taskora/front-end/client';
import { AccountForm, chosenPassword, PasswordField, textIn } from '@taskora/ui';
import type { ReactElement } from 'react';

/** A password that is chosen by a link, whose token stands in for the present one. */
export function NewPasswordForm({ token }: { token: string }): ReactElement {
  return (
    <AccountForm
      action="Save password"
      done={{ page: '/sign-in' }}
      send={(values) => resetPassword({ token, newPassword: textIn(values, 'password') })}
    >
      {(hydrated) => (
        <PasswordField label="New password" readOnly={!hydrated} chosen={chosenPassword} />
      )}
    </AccountForm>
  );
}
