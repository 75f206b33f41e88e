'use client';

import type { Scope } from '@taskora/api-client';
import { answerProgram } from '@taskora/front-end/client';
import type { ConsentRequest } from '@taskora/front-end/server';
import { Alert, AuthCard, Button, useHydrated } from '@taskora/ui';
import { useState, type ReactElement } from 'react';

import { scopeTexts } from '../access-tokens/scope-text.ts';

export interface ConsentViewProps {
  request: ConsentRequest;
  email: string;
  /** Leaves the page for the address at which the program waits. */
  leave?: (url: string) => void;
}

function destinationText({ kind, name }: ConsentRequest['destination']): ReactElement {
  if (kind === 'this-machine') return <>a program on this device</>;
  if (kind === 'program') {
    return (
      <>
        the program that opens <bdi>{name}:</bdi> addresses
      </>
    );
  }
  return <bdi className="wrap-anywhere">{name}</bdi>;
}

/** Asks a person whether a program may work with their tasks. */
export function ConsentView({
  request,
  email,
  leave = (url) => window.location.assign(url),
}: ConsentViewProps): ReactElement {
  const [pending, setPending] = useState<'allow' | 'deny' | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const hydrated = useHydrated();

  async function answer(accept: boolean): Promise<void> {
    if (pending !== null) return;
    setPending(accept ? 'allow' : 'deny');
    setFailure(null);
    const result = await answerProgram(accept, window.location.search.slice(1));
    if (result.ok) {
      leave(result.url);
      return;
    }
    setFailure(result.message);
    setPending(null);
  }

  return (
    <AuthCard
      title="Connect a program?"
      lead={
        <>
          A program that calls itself <bdi className="font-medium text-ink">{request.name}</bdi>{' '}
          wants to work with the tasks of <span className="wrap-anywhere">{email}</span>.
        </>
      }
      footer="It stays connected until you disconnect it on the page of access tokens."
    >
      <div className="grid gap-4">
        {failure ? <Alert tone="danger" title={failure} /> : null}
        <div className="grid gap-1">
          <h2 id="wanted" className="font-medium">
            It could
          </h2>
          <ul aria-labelledby="wanted" className="list-disc ps-5">
            {request.scopes.map((scope) => (
              <li key={scope}>{scopeTexts[scope as Scope]}</li>
            ))}
          </ul>
        </div>
        <p className="text-sm text-muted">
          The answer goes to {destinationText(request.destination)}. A program can call itself
          anything: allow it only if you have just started this yourself.
        </p>
        <div className="grid gap-2">
          <Button
            variant="primary"
            pending={pending === 'allow'}
            disabled={!hydrated || pending === 'deny'}
            onClick={() => void answer(true)}
          >
            Allow
          </Button>
          <Button
            pending={pending === 'deny'}
            disabled={!hydrated || pending === 'allow'}
            onClick={() => void answer(false)}
          >
            Do not allow
          </Button>
        </div>
      </div>
    </AuthCard>
  );
}
