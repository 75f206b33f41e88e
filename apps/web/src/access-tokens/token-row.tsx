'use client';

import type { AccessToken } from '@taskora/api-client';
import { Button } from '@taskora/ui';
import type { ReactElement } from 'react';

import { scopeTexts } from './scope-text.ts';

export interface TokenRowProps {
  token: AccessToken;
  onRevoke: () => void;
}

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const minute = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});

function Instant({ at, format }: { at: string; format: Intl.DateTimeFormat }): ReactElement {
  return <time dateTime={at}>{format.format(new Date(at))}</time>;
}

/** One token: what it is for, what it may do, and since when and until when. */
export function TokenRow({ token, onRevoke }: TokenRowProps): ReactElement {
  const expired = new Date(token.expiresAt) <= new Date();
  return (
    <li className="flex items-start gap-3 py-3">
      <div className="grid min-w-0 flex-1 gap-0.5 text-sm">
        <span className="font-medium wrap-anywhere">
          <bdi>{token.name}</bdi> <span className="text-muted">…{token.ending}</span>
        </span>
        <span className="text-muted">
          {token.scopes.map((scope) => scopeTexts[scope]).join(' · ')}
        </span>
        <span className="text-muted">
          {token.lastUsedAt ? (
            <>
              Last used <Instant at={token.lastUsedAt} format={minute} />
            </>
          ) : (
            'Never used'
          )}
          {expired ? ' · expired ' : ' · expires '}
          <Instant at={token.expiresAt} format={day} />
        </span>
      </div>
      <Button size="small" aria-label={`Revoke ${token.name}`} onClick={onRevoke}>
        Revoke
      </Button>
    </li>
  );
}
