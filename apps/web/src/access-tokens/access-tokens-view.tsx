'use client';

import {
  describeProblem,
  isSignedOut,
  type AccessToken,
  type CreatedAccessToken,
  type NewAccessToken,
} from '@taskora/api-client';
import { Alert, AlertDialog, Button, LinkButton, Spinner, StatusRegion } from '@taskora/ui';
import { useRef, useState, type ReactElement } from 'react';

import { CreatedToken } from './created-token.tsx';
import { TokenForm } from './token-form.tsx';
import { TokenRow } from './token-row.tsx';
import { useAccessTokens } from './use-access-tokens.ts';

export interface AccessTokensViewProps {
  /** Where programs of the Model Context Protocol connect. */
  address: string;
}

/** The access tokens of whoever is signed in: made here, shown once, and revoked. */
export function AccessTokensView({ address }: AccessTokensViewProps): ReactElement {
  const { query, create, revoke } = useAccessTokens();
  const heading = useRef<HTMLHeadingElement>(null);
  /** The button that asked is gone with its token, so the focus cannot go back to it. */
  const revoked = useRef(false);
  const [created, setCreated] = useState<CreatedAccessToken | null>(null);
  const [asked, setAsked] = useState<AccessToken | null>(null);
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  const tokens = query.data?.items ?? [];

  async function add(wanted: NewAccessToken): Promise<void> {
    setCreated(await create(wanted));
  }

  async function end(token: AccessToken): Promise<void> {
    setPending(true);
    setFailure(null);
    try {
      await revoke(token.id);
      setCreated((shown) => (shown?.id === token.id ? null : shown));
      setSaid(`Revoked: ${token.name}`);
      revoked.current = true;
    } catch (error) {
      setFailure(`${token.name} was not revoked. ${describeProblem(error)}`);
    } finally {
      setPending(false);
      setAsked(null);
    }
  }

  return (
    <div className="grid gap-6">
      <div className="grid gap-2">
        <h1 ref={heading} tabIndex={-1} className="text-3xl outline-none">
          Access tokens
        </h1>
        <p className="text-muted">
          With a token, a program such as Claude Code, Cursor or VS Code works with your tasks. It
          connects to <code className="wrap-anywhere text-ink">{address}</code>.
        </p>
      </div>
      {created?.token ? (
        <CreatedToken name={created.name} token={created.token} onDone={() => setCreated(null)} />
      ) : null}
      <TokenForm onCreate={add} />
      <section className="grid gap-2" aria-labelledby="tokens">
        <h2 id="tokens" className="text-xl">
          Your tokens
        </h2>
        {failure ? <Alert tone="danger" title={failure} /> : null}
        {query.isPending ? <Spinner label="Loading tokens" /> : null}
        {query.isError ? (
          <Alert
            tone="danger"
            title="Your tokens could not be loaded."
            action={
              isSignedOut(query.error) ? (
                <LinkButton href="/sign-in">Sign in</LinkButton>
              ) : (
                <Button onClick={() => void query.refetch()}>Try again</Button>
              )
            }
          >
            {describeProblem(query.error)}
          </Alert>
        ) : null}
        {query.isSuccess && tokens.length === 0 ? <p>There is none.</p> : null}
        <ul aria-label="Tokens" className="divide-y divide-line">
          {tokens.map((token) => (
            <TokenRow
              key={token.id}
              token={token}
              onRevoke={() => {
                revoked.current = false;
                setAsked(token);
              }}
            />
          ))}
        </ul>
      </section>
      <AlertDialog
        open={asked !== null}
        onOpenChange={() => setAsked(null)}
        title="Revoke this token?"
        description={
          <>
            The program that uses <bdi>{asked?.name}</bdi> cannot reach your tasks any more.
          </>
        }
        confirmLabel="Revoke"
        cancelLabel="Keep it"
        pending={pending}
        onConfirm={() => void (asked && end(asked))}
        focusAfter={() => (revoked.current ? heading.current : null)}
      />
      <StatusRegion>{said}</StatusRegion>
    </div>
  );
}
