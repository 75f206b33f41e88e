'use client';

import { Button, TextArea } from '@taskora/ui';
import { Markdown } from '@taskora/ui/markdown';
import { useEffect, useRef, useState, type ReactElement } from 'react';

import type { FieldsProps } from '../edit/fields/fields.ts';

/** The notes of a task: as they are written, or as they are meant. What is in the form is the text. */
export function NotesField({ draft, faults, onChange }: FieldsProps): ReactElement {
  const { notes, base } = draft;
  const field = useRef<HTMLTextAreaElement>(null);
  // What was typed before a reload is in its field again.
  const [isWriting, setWriting] = useState(notes !== base.notes);
  const takesFocus = useRef(false);
  // Without notes there is nothing to show; what is wrong is put right where it is written.
  const isField = isWriting || notes.trim() === '' || faults.notes !== undefined;

  useEffect(() => {
    if (takesFocus.current) field.current?.focus();
    takesFocus.current = false;
  }, [isField]);

  const write = (text: string) => {
    setWriting(true);
    onChange({ notes: text });
  };

  return (
    <div
      {...(!isField && { role: 'group', 'aria-label': 'Notes' })}
      className="grid justify-items-start gap-2 sm:col-span-2"
    >
      {isField ? (
        <TextArea
          ref={field}
          framed
          name="notes"
          dir="auto"
          className="w-full"
          label="Notes"
          description="Markdown: **bold**, *emphasis*, `code`, # heading, - list, - [ ] check box, [link](address)."
          value={notes}
          onChange={(event) => write(event.currentTarget.value)}
          error={faults.notes}
        />
      ) : (
        <>
          <h2 className="font-sans text-sm font-medium tracking-normal text-ink">Notes</h2>
          <div className="w-full rounded-control border border-line bg-surface px-3 py-2">
            <Markdown text={notes} below={2} onChange={(text) => onChange({ notes: text })} />
          </div>
        </>
      )}
      {notes.trim() === '' || faults.notes ? null : (
        <Button
          size="small"
          onClick={() => {
            setWriting(!isField);
            takesFocus.current = !isField;
          }}
        >
          {isField ? 'Show as formatted' : 'Edit notes'}
        </Button>
      )}
    </div>
  );
}
