'use client';

import { updateSpace, type Space } from '@taskora/api-client';
import { Alert, Button, TextField } from '@taskora/ui';
import { useState, type FormEvent, type ReactElement } from 'react';

import { spaceNameCharactersMax } from './new-space-form.tsx';
import { spaceRefusal } from './refusal.ts';
import { useSpaceChange } from './use-spaces.ts';

export interface RenameFormProps {
  space: Space;
  onRenamed: (name: string) => void;
}

export function RenameForm({ space, onRenamed }: RenameFormProps): ReactElement {
  const [name, setName] = useState(space.name);
  const { pending, failure, send } = useSpaceChange(spaceRefusal);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const wanted = name.trim();
    const done = await send((options) => updateSpace(space.id, { name: wanted }, options));
    if (done) onRenamed(wanted);
  }

  return (
    <form className="flex flex-wrap items-end gap-2" onSubmit={(event) => void submit(event)}>
      <TextField
        label="Name"
        className="min-w-0 flex-1 basis-40"
        dir="auto"
        required
        pattern=".*\S.*"
        autoComplete="off"
        maxLength={spaceNameCharactersMax}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" pending={pending}>
        Rename
      </Button>
      {failure ? (
        <div className="w-full">
          <Alert tone="danger" title="It was not renamed.">
            {failure}
          </Alert>
        </div>
      ) : null}
    </form>
  );
}
