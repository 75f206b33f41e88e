'use client';

import { requestPasswordReset } from '@taskora/front-end/client';
import { AccountForm, EmailField, textIn } from '@taskora/ui';
import type { ReactElement } from 'react';

export function ResetRequestForm(): ReactElement {
  return (
    <AccountForm
      action="Send a link"
      done={{
        message:
          'If there is an account with this address, a link is on its way. It can be used once, within an hour.',
      }}
      send={(values) => requestPasswordReset(textIn(values, 'email').trim())}
    >
      {(hydrated) => <EmailField readOnly={!hydrated} />}
    </AccountForm>
  );
}
