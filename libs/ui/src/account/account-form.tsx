'use client';

import type { AuthResult } from '@taskora/front-end/client';
import { useState, type FormEvent, type ReactElement, type ReactNode } from 'react';

import { Button } from '../button/button.tsx';
import { Alert } from '../feedback/alert.tsx';
import { useHydrated } from '../use-hydrated.ts';

export interface AccountFormProps {
  action: string;
  send: (values: FormData) => Promise<AuthResult>;
  /** What follows when it is done: a page to go to, or a sentence where the page stays. */
  done: { page: string } | { message: string; then?: () => void };
  /** Fields are read-only until scripts answer, so that nothing typed early is lost or sent away. */
  children: (hydrated: boolean) => ReactNode;
}

/** What all forms about an account have in common: one attempt at a time, and the reason when it fails. */
export function AccountForm({ action, send, done, children }: AccountFormProps): ReactElement {
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [success, setSuccess] = useState<string | null>(null);
  const hydrated = useHydrated();

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    if (pending) return;
    const form = event.currentTarget;
    setPending(true);
    setFailure(null);
    setSuccess(null);
    const result = await send(new FormData(form));
    if (result.ok && 'page' in done) {
      window.location.assign(done.page);
      return;
    }
    setPending(false);
    if (!result.ok) {
      setFailure(result.message);
    } else if ('message' in done) {
      form.reset();
      setSuccess(done.message);
      done.then?.();
    }
  }

  return (
    <form method="post" onSubmit={(event) => void submit(event)} className="grid gap-4">
      {failure ? <Alert tone="danger" title={failure} /> : null}
      {success ? <Alert title={success} /> : null}
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
