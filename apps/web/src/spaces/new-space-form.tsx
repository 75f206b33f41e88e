'use client';

import { createSpace } from '@taskora/api-client';
import { Alert, Button, Card, TextField, useHydrated } from '@taskora/ui';
import { useState, type FormEvent, type ReactElement } from 'react';

import { spaceRefusal } from './refusal.ts';
import { useSpaceChange } from './use-spaces.ts';

export const spaceNameCharactersMax = 200;
export const memberNameCharactersMax = 100;

export interface NewSpaceFormProps {
  /** What the person is called in their account. */
  readerName: string;
  onMade: (name: string) => void;
}

/** Makes a shared space, of which whoever makes it is the owner. */
export function NewSpaceForm({ readerName, onMade }: NewSpaceFormProps): ReactElement {
  const hydrated = useHydrated();
  const [name, setName] = useState('');
  const [memberName, setMemberName] = useState(readerName);
  const { pending, failure, send } = useSpaceChange(spaceRefusal);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const wanted = { name: name.trim(), memberName: memberName.trim() };
    if (!(await send((options) => createSpace(wanted, options)))) return;
    setName('');
    onMade(wanted.name);
  }

  return (
    <Card>
      <form className="grid gap-4" onSubmit={(event) => void submit(event)}>
        <h2 className="text-xl">New space</h2>
        <TextField
          label="Name of the space"
          description="Such as Family, or the team that it is for."
          dir="auto"
          required
          pattern=".*\S.*"
          autoComplete="off"
          maxLength={spaceNameCharactersMax}
          readOnly={!hydrated}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
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
        {failure ? (
          <Alert tone="danger" title="No space was made.">
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
          Make space
        </Button>
      </form>
    </Card>
  );
}
