'use client';

import { describeProblem, type NewAccessToken, type Scope } from '@taskora/api-client';
import { Alert, Button, Card, Checkbox, TextField, useHydrated } from '@taskora/ui';
import { useState, type FormEvent, type ReactElement } from 'react';

import { everyScope, scopeTexts, usualScopes } from './scope-text.ts';

const daysDefault = 90;
const daysMax = 366;
const nameCharactersMax = 100;

export interface TokenFormProps {
  onCreate: (wanted: NewAccessToken) => Promise<void>;
}

/** Asks for what program a token is, what it may do, and for how long. */
export function TokenForm({ onCreate }: TokenFormProps): ReactElement {
  const hydrated = useHydrated();
  const [name, setName] = useState('');
  const [days, setDays] = useState(String(daysDefault));
  const [scopes, setScopes] = useState<readonly Scope[]>(usualScopes);
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  function choose(scope: Scope, chosen: boolean): void {
    setScopes(everyScope.filter((each) => (each === scope ? chosen : scopes.includes(each))));
  }

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (scopes.length === 0) {
      setFailure('Choose at least one thing that the program may do.');
      return;
    }
    setPending(true);
    setFailure(null);
    try {
      await onCreate({ name, scopes: [...scopes], expiresInDays: Number(days) });
      setName('');
    } catch (error) {
      setFailure(describeProblem(error));
    } finally {
      setPending(false);
    }
  }

  return (
    <Card>
      <form className="grid gap-4" onSubmit={(event) => void submit(event)}>
        <h2 className="text-xl">New token</h2>
        <TextField
          label="Name"
          description="For which program it is, such as the editor on your laptop."
          required
          autoComplete="off"
          maxLength={nameCharactersMax}
          readOnly={!hydrated}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <fieldset className="grid justify-items-start">
          <legend className="text-sm font-medium">The program may</legend>
          {everyScope.map((scope) => (
            <Checkbox
              key={scope}
              label={scopeTexts[scope]}
              disabled={!hydrated}
              checked={scopes.includes(scope)}
              onCheckedChange={(chosen) => choose(scope, chosen)}
            />
          ))}
        </fieldset>
        <TextField
          type="number"
          label="Days until it expires"
          required
          min={1}
          max={daysMax}
          step={1}
          readOnly={!hydrated}
          value={days}
          onChange={(event) => setDays(event.currentTarget.value)}
        />
        {failure ? (
          <Alert tone="danger" title="No token was made.">
            {failure}
          </Alert>
        ) : null}
        <Button
          type="submit"
          variant="primary"
          className="justify-self-start"
          disabled={!hydrated}
          pending={pending}
        >
          Make token
        </Button>
      </form>
    </Card>
  );
}
