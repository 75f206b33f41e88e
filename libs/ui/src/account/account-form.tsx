'use client';

import type { AuthResult } from '@taskora/front-end/client';
import { useState, type FormEvent, type ReactElement, type ReactNode } from 'react';

import { Button } from '../button/button.tsx';
import { Alert } from '../feedback/alert.tsx';
import { useHydrated } from '../use-hydrated.ts';

export interface AccountFormProps {
  action: string;
  send: (values: FormData) => Promise<AuthResult>;
  /** The page for somebody who is signed in. */
  nextPage: string;
  /** Fields are read-only until scripts answer, so that nothing typed early is lost or sent away. */
  children: (hydrated: boolean) => ReactNode;
}

/** What signing in and signing up have in common: one attempt at a time, and the reason when it fails. */
export function AccountForm({ action, send, nextPage, children }: AccountFormProps): ReactElement {
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const hydrated = useHydrated();

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    if (pending) return;
    setPending(true);
    setFailure(null);
    const result = await send(new FormData(event.currentTarget));
    if (result.ok) {
      window.location.assign(nextPage);
      return;
    }
    setPending(false);
    setFailure(result.message);
  }

  return (
    <form method="post" onSubmit={(event) => void submit(event)} className="grid gap-4">
      {failure ? <Alert tone="danger" title={failure} /> : null}
      {children(hydrated)}
      <Button type="submit" variant="primary" pending={pending} disabled={!hydrated}>
        {action}
      </Button>
    </form>
  );
}

export function textIn(values: FormData, name: string): string {
  const value = values.get(name);
  return typeof value === 'string' ? value : '';
}
