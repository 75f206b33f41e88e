'use client';

import type { Scope } from '@taskora/api-client';
import { endConnection } from '@taskora/front-end/client';
import type { Connection } from '@taskora/front-end/server';
import { Alert, AlertDialog, Button, StatusRegion, useHydrated } from '@taskora/ui';
import { useRouter } from 'next/navigation';
import { useRef, useState, type ReactElement } from 'react';

import { scopeTexts } from '../access-tokens/scope-text.ts';
import { MomentText } from '../account/moment-text.tsx';

/** What a scope allows; one that only keeps a program connected allows nothing. */
const isShown = (scope: string): scope is Scope => Object.hasOwn(scopeTexts, scope);

/** The programs that were let in on the page that asks for it, and how to disconnect them. */
export function ConnectionList({
  connections,
}: {
  connections: readonly Connection[];
}): ReactElement {
  const [asked, setAsked] = useState<Connection | null>(null);
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  const heading = useRef<HTMLHeadingElement>(null);
  /** The button that asked is gone with its program. */
  const ended = useRef(false);
  const hydrated = useHydrated();
  const { refresh } = useRouter();

  async function end({ id, name }: Connection): Promise<void> {
    setPending(true);
    setFailure(null);
    const result = await endConnection(id);
    setPending(false);
    setAsked(null);
    ended.current = result.ok;
    if (result.ok) {
      setSaid(`Disconnected: ${name}`);
      refresh();
    } else {
      setFailure(result.message);
    }
  }

  return (
    <section className="grid gap-2" aria-labelledby="connections">
      <h2 id="connections" ref={heading} tabIndex={-1} className="text-xl outline-none">
        Connected programs
      </h2>
      {failure ? <Alert tone="danger" title={failure} /> : null}
      {connections.length === 0 ? (
        <p>There is none.</p>
      ) : (
        <ul aria-label="Connected programs" className="divide-y divide-line">
          {connections.map((connection) => (
            <li key={connection.id} className="flex items-start gap-3 py-3">
              <div className="grid min-w-0 flex-1 gap-0.5 text-sm">
                <bdi className="font-medium wrap-anywhere">{connection.name}</bdi>
                <span className="text-muted">
                  {connection.scopes
                    .filter(isShown)
                    .map((scope) => scopeTexts[scope])
                    .join(' · ')}
                </span>
                <span className="text-muted">
                  Connected <MomentText moment={connection.connectedAt} /> · last used{' '}
                  <MomentText moment={connection.lastUsedAt} />
                </span>
              </div>
              <Button
                size="small"
                disabled={!hydrated}
                aria-label={`Disconnect ${connection.name}`}
                onClick={() => {
                  ended.current = false;
                  setAsked(connection);
                }}
              >
                Disconnect
              </Button>
            </li>
          ))}
        </ul>
      )}
      <AlertDialog
        open={asked !== null}
        onOpenChange={() => setAsked(null)}
        title="Disconnect this program?"
        description={
          <>
            <bdi>{asked?.name}</bdi> cannot reach your tasks any more, within five minutes at the
            latest.
          </>
        }
        confirmLabel="Disconnect"
        cancelLabel="Keep it"
        pending={pending}
        onConfirm={() => void (asked && end(asked))}
        focusAfter={() => (ended.current ? heading.current : null)}
      />
      <StatusRegion>{said}</StatusRegion>
    </section>
  );
}
