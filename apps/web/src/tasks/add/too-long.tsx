'use client';

import { Alert, Button } from '@taskora/ui';
import type { ReactElement } from 'react';

import { charactersIn, notesCharactersMax, titleCharactersMax } from './title-text.ts';

export interface TooLongProps {
  title: string;
  onKeepRest: () => void;
}

/** Nothing is cut: the line stays as it is until it is shortened or its rest goes to the notes. */
export function TooLong({ title, onKeepRest }: TooLongProps): ReactElement {
  const characters = charactersIn(title);
  const fitsNotes = characters <= titleCharactersMax + notesCharactersMax;
  const action = fitsNotes ? (
    <Button size="small" onClick={onKeepRest}>
      Keep the rest as notes
    </Button>
  ) : null;
  return (
    <Alert tone="danger" title="The task was not added: its title is too long." action={action}>
      It has {characters.toLocaleString('en-GB')} characters, and{' '}
      {titleCharactersMax.toLocaleString('en-GB')} fit.
      {fitsNotes
        ? ' Shorten it, or keep what does not fit as notes of the task.'
        : ` Notes take ${notesCharactersMax.toLocaleString('en-GB')} more. Shorten it.`}
    </Alert>
  );
}
