'use client';

import { createInvitation, revokeInvitation } from '@taskora/front-end/client';
import type { Invitation } from '@taskora/front-end/server';
import {
  AccountForm,
  Button,
  TextField,
  textIn,
  useHydrated,
  useToast,
  VisuallyHidden,
} from '@taskora/ui';
import { useState, type ReactElement } from 'react';

import { InvitationLink } from './invitation-link.tsx';
import { MomentText } from './moment-text.tsx';

export interface InvitationListProps {
  invitations: readonly Invitation[];
  onChanged: () => void;
}

const nameOf = ({ label }: Invitation): string => label ?? 'somebody';

/** Links by which one person each can make an account; they can be taken back until they are used. */
export function InvitationList({ invitations, onChanged }: InvitationListProps): ReactElement {
  const [link, setLink] = useState<string | null>(null);
  const [pending, setPending] = useState<string | null>(null);
  const hydrated = useHydrated();
  const notify = useToast();

  async function revoke(id: string): Promise<void> {
    if (pending !== null) return;
    setPending(id);
    const result = await revokeInvitation(id);
    setPending(null);
    // It may be the one whose link is shown, which nobody can open any more.
    if (result.ok) setLink(null);
    else notify({ title: result.message, tone: 'danger' });
    onChanged();
  }

  return (
    <div className="grid gap-6">
      <AccountForm
        action="Invite"
        done={{ message: 'The invitation is made.', then: onChanged }}
        send={async (values) => {
          setLink(null);
          const result = await createInvitation(textIn(values, 'label').trim());
          if (result.ok) setLink(result.link);
          return result;
        }}
      >
        {(ready) => (
          <TextField
            label="Who is it for?"
            description="For your own memory; it may stay empty."
            name="label"
            autoComplete="off"
            maxLength={100}
            readOnly={!ready}
          />
        )}
      </AccountForm>
      {link === null ? null : <InvitationLink link={link} />}
      {invitations.length === 0 ? null : (
        <ul aria-label="Invitations" className="grid divide-y divide-line">
          {invitations.map((invitation) => (
            <li key={invitation.id} className="flex min-h-target items-center gap-3 py-2">
              <div className="grid min-w-0 flex-1 gap-0.5">
                <span className="font-medium wrap-anywhere">
                  For <bdi>{nameOf(invitation)}</bdi>
                </span>
                <span className="text-sm text-muted wrap-anywhere">
                  {invitation.usedBy === null ? (
                    <>
                      Can be used until <MomentText moment={invitation.expiresAt} />
                    </>
                  ) : (
                    `Used by ${invitation.usedBy}`
                  )}
                </span>
              </div>
              {invitation.usedBy === null ? (
                <Button
                  pending={pending === invitation.id}
                  disabled={!hydrated}
                  onClick={() => void revoke(invitation.id)}
                >
                  Revoke
                  <VisuallyHidden> the invitation for {nameOf(invitation)}</VisuallyHidden>
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
