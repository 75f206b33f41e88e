'use client';

import { useState, type ReactElement, type ReactNode } from 'react';

import { Button } from '../button/button.tsx';
import { TextField } from '../field/text-field.tsx';
import { Alert } from './alert.tsx';

export interface ShownOnceProps {
  title: ReactNode;
  /** What to do with it now, and what whoever has it can do. */
  children: ReactNode;
  /** Of the field, as “Token”. */
  label: string;
  /** What it is called in a sentence, as “token”. */
  noun: string;
  value: string;
  copyText: string;
  doneText: string;
  onDone: () => void;
}

/** A secret the only time that it can be read: the server keeps nothing that it could be made from again. */
export function ShownOnce(props: ShownOnceProps): ReactElement {
  const { title, children, label, noun, value, copyText, doneText, onDone } = props;
  const [copied, setCopied] = useState('');

  async function copy(): Promise<void> {
    try {
      // Browsers have no clipboard for pages that came over plain http from another machine.
      await navigator.clipboard.writeText(value);
      setCopied('Copied.');
    } catch {
      setCopied(`This browser does not let pages copy: select the ${noun} and copy it.`);
    }
  }

  return (
    <Alert
      title={title}
      action={
        <>
          <Button size="small" onClick={() => void copy()}>
            {copyText}
          </Button>
          <Button size="small" variant="quiet" onClick={onDone}>
            {doneText}
          </Button>
        </>
      }
    >
      <p>{children}</p>
      <TextField
        label={label}
        className="mt-2 w-full"
        dir="ltr"
        readOnly
        spellCheck={false}
        autoComplete="off"
        value={value}
        onFocus={(event) => event.currentTarget.select()}
      />
      <p role="status">{copied}</p>
    </Alert>
  );
}
