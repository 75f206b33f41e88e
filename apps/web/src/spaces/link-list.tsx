'use client';

import { revokeInvitation, type Invitation } from '@taskora/api-client';
import { Alert, Button, Spinner, StatusRegion } from '@taskora/ui';
import { useRef, useState, type ReactElement } from 'react';

import { MomentText } from '../account/moment-text.tsx';
import { CopiedLink } from './copied-link.tsx';
import { LinkForm, type MadeLink } from './link-form.tsx';
import { LoadProblem } from './load-problem.tsx';
import { spaceRefusal } from './refusal.ts';
import { roleTexts } from './role-text.ts';
import { useInvitations, useSpaceChange } from './use-spaces.ts';

const peopleText = (count: number) => (count === 1 ? '1 person' : `${count} people`);

export interface LinkListProps {
  spaceId: string;
  /** Those that were made and not sent yet: nothing can show them again. */
  unsent: readonly MadeLink[];
  onMade: (made: MadeLink) => void;
  /** Called when one is sent, or revoked. */
  onSent: (id: string) => void;
}

/** The links that still let somebody into a space; only its owners see them. */
export function LinkList({ spaceId, unsent, onMade, onSent }: LinkListProps): ReactElement {
  const { data, isError, error, refetch } = useInvitations(spaceId);
  const [said, setSaid] = useState('');
  const heading = useRef<HTMLHeadingElement>(null);
  const { pending, failure, send } = useSpaceChange(spaceRefusal);

  async function revoke({ id }: Invitation): Promise<void> {
    if (!(await send((options) => revokeInvitation(spaceId, id, options)))) return;
    // Where it is one that is shown, nobody can open it any more.
    onSent(id);
    setSaid('The link is revoked.');
    // Its button is gone with it.
    heading.current?.focus();
  }

  function dismiss(id: string): void {
    onSent(id);
    // Its button is gone with it.
    heading.current?.focus();
  }

  return (
    <div className="grid gap-3">
      <h4 ref={heading} tabIndex={-1} className="font-medium outline-none">
        Links into the space
      </h4>
      <LinkForm spaceId={spaceId} onMade={onMade} />
      {unsent.map(({ id, link }) => (
        <CopiedLink key={id} link={link} onDone={() => dismiss(id)} />
      ))}
      {failure ? (
        <Alert tone="danger" title="The link was not revoked.">
          {failure}
        </Alert>
      ) : null}
      {isError && !data ? (
        <LoadProblem
          title="The links could not be loaded."
          error={error}
          onRetry={() => void refetch()}
        />
      ) : null}
      {!data && !isError ? <Spinner label="Loading links" /> : null}
      {data?.length === 0 ? (
        <p className="text-sm text-muted">No link lets anybody in at present.</p>
      ) : null}
      {data && data.length > 0 ? (
        <ul aria-label="Links" className="grid divide-y divide-line">
          {data.map((invitation) => (
            <li key={invitation.id} className="flex min-h-target items-center gap-3 py-2">
              <p className="min-w-0 flex-1 text-sm wrap-anywhere">
                For {peopleText(invitation.usesLeft)}, as {roleTexts[invitation.role].article},
                until <MomentText moment={invitation.expiresAt} />
              </p>
              <Button
                size="small"
                pending={pending}
                aria-label={`Revoke the link for ${peopleText(invitation.usesLeft)} as ${roleTexts[invitation.role].article}`}
                onClick={() => void revoke(invitation)}
              >
                Revoke
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
      <StatusRegion>{said}</StatusRegion>
    </div>
  );
}
