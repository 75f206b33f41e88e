'use client';

import { createInvitation, type NewInvitationRole } from '@taskora/api-client';
import { Alert, Button, SelectField, TextField } from '@taskora/ui';
import { useState, type FormEvent, type ReactElement } from 'react';

import { spaceRefusal } from './refusal.ts';
import { invitedRoles, roleTexts } from './role-text.ts';
import { useSpaceChange } from './use-spaces.ts';

const daysDefault = 7;
const daysMax = 90;
const peopleMax = 100;

/** A link that was made here, with the id of its invitation. */
export interface MadeLink {
  id: string;
  link: string;
}

export interface LinkFormProps {
  spaceId: string;
  onMade: (made: MadeLink) => void;
}

/** Makes a link by which people become members of a space. */
export function LinkForm({ spaceId, onMade }: LinkFormProps): ReactElement {
  const [role, setRole] = useState<NewInvitationRole>('editor');
  const [uses, setUses] = useState('1');
  const [days, setDays] = useState(String(daysDefault));
  const { pending, failure, run } = useSpaceChange(spaceRefusal);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    // Not sent again when its answer is lost: the secret is in the first answer alone.
    await run(async () => {
      const wanted = { role, uses: Number(uses), expiresInDays: Number(days) };
      const { id, secret } = await createInvitation(spaceId, wanted);
      if (secret === null) return;
      const link = `${window.location.origin}/join?${new URLSearchParams({ invitation: secret })}`;
      onMade({ id, link });
    });
  }

  return (
    <form className="grid gap-3 sm:grid-cols-3" onSubmit={(event) => void submit(event)}>
      <SelectField
        label="They become"
        value={role}
        onChange={(event) => setRole(event.currentTarget.value as NewInvitationRole)}
      >
        {invitedRoles.map((each) => (
          <option key={each} value={each}>
            {roleTexts[each].name}
          </option>
        ))}
      </SelectField>
      <TextField
        type="number"
        label="For how many people"
        required
        min={1}
        max={peopleMax}
        step={1}
        value={uses}
        onChange={(event) => setUses(event.currentTarget.value)}
      />
      <TextField
        type="number"
        label="Days until it expires"
        required
        min={1}
        max={daysMax}
        step={1}
        value={days}
        onChange={(event) => setDays(event.currentTarget.value)}
      />
      {failure ? (
        <div className="sm:col-span-3">
          <Alert tone="danger" title="No link is shown.">
            {failure} If one is in the list now, revoke it and make another.
          </Alert>
        </div>
      ) : null}
      <Button type="submit" className="justify-self-start sm:col-span-3" pending={pending}>
        Make link
      </Button>
    </form>
  );
}
