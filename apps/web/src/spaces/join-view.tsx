'use client';

import { acceptInvitation, newId, sendChange, type Space } from '@taskora/api-client';
import { Alert, AuthCard, Button, LinkButton, TextField, useHydrated } from '@taskora/ui';
import { useEffect, useRef, useState, type FormEvent, type ReactElement } from 'react';

import { memberNameCharactersMax } from './new-space-form.tsx';
import { joinRefusal } from './refusal.ts';
import { roleTexts } from './role-text.ts';

export interface JoinViewProps {
  /** The secret of the link by which the page was opened. */
  invitation: string;
  /** What the person is called in their account. */
  readerName: string;
  email: string;
}

/** Somebody was sent a link into a shared space, and becomes a member of it. */
export function JoinView({ invitation, readerName, email }: JoinViewProps): ReactElement {
  const hydrated = useHydrated();
  const [memberName, setMemberName] = useState(readerName);
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [joined, setJoined] = useState<Space | null>(null);
  const done = useRef<HTMLParagraphElement>(null);

  // The form that had the focus is gone.
  useEffect(() => {
    if (joined) done.current?.focus();
  }, [joined]);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (pending) return;
    setPending(true);
    setFailure(null);
    try {
      const acceptance = { secret: invitation, memberName: memberName.trim() };
      const { result } = await sendChange((options) => acceptInvitation(acceptance, options), {
        idempotencyKey: newId(),
      });
      setJoined(result);
    } catch (error) {
      setFailure(joinRefusal(error));
    } finally {
      setPending(false);
    }
  }

  if (joined) {
    return (
      <AuthCard title="You are a member">
        <div className="grid gap-4">
          <p ref={done} tabIndex={-1} className="outline-none">
            You are now {roleTexts[joined.role].article} of <bdi>{joined.name}</bdi>: who is{' '}
            {roleTexts[joined.role].article} {roleTexts[joined.role].may}.
          </p>
          <div className="grid gap-2">
            <LinkButton variant="primary" href={`/tasks?space=${joined.id}`}>
              See its tasks
            </LinkButton>
            <LinkButton href="/spaces">Shared spaces</LinkButton>
          </div>
        </div>
      </AuthCard>
    );
  }
  return (
    <AuthCard
      title="Join a shared space?"
      lead={
        <>
          Somebody shares tasks with you. You join as <span className="wrap-anywhere">{email}</span>
          ; your own tasks stay yours alone.
        </>
      }
    >
      <form className="grid gap-4" onSubmit={(event) => void submit(event)}>
        {failure ? (
          <Alert tone="danger" title="You did not join.">
            {failure}
          </Alert>
        ) : null}
        <TextField
          label="Your name in it"
          description="The other members see you by it."
          dir="auto"
          autoComplete="name"
          maxLength={memberNameCharactersMax}
          readOnly={!hydrated}
          value={memberName}
          onChange={(event) => setMemberName(event.currentTarget.value)}
        />
        <Button type="submit" variant="primary" disabled={!hydrated} pending={pending}>
          Join
        </Button>
        <LinkButton href="/tasks">Do not join</LinkButton>
      </form>
    </AuthCard>
  );
}
