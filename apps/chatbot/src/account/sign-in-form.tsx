'use client';

import { signIn } from '@taskora/auth/client';
import { Alert, Button, TextField, useHydrated } from '@taskora/ui';
import { useState, type FormEvent, type ReactElement } from 'react';

function textIn(data: FormData, name: string): string {
  const value = data.get(name);
  return typeof value === 'string' ? value : '';
}

export function SignInForm(): ReactElement {
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const hydrated = useHydrated();

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    setPending(true);
    setFailure(null);
    const result = await signIn({
      email: textIn(data, 'email').trim(),
      password: textIn(data, 'password'),
    });
    if (result.ok) {
      window.location.assign('/');
      return;
    }
    setPending(false);
    setFailure(result.message);
  }

  return (
    <form method="post" onSubmit={(event) => void submit(event)} className="grid gap-4">
      {failure ? <Alert tone="danger" title={failure} /> : null}
      <TextField
        label="Email"
        name="email"
        type="email"
        autoComplete="username"
        inputMode="email"
        required
        readOnly={!hydrated}
      />
      <TextField
        label="Password"
        name="password"
        type="password"
        autoComplete="current-password"
        required
        readOnly={!hydrated}
      />
      <Button type="submit" variant="primary" pending={pending} disabled={!hydrated}>
        Sign in
      </Button>
    </form>
  );
}
