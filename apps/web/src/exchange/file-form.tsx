'use client';

import type { Source, Space } from '@taskora/api-client';
import { Alert, Button, Card, SelectField, TextField, useHydrated } from '@taskora/ui';
import { useRef, useState, type FormEvent, type ReactElement } from 'react';

import { everySource, sources } from './sources.ts';
import { SpaceField } from './space-field.tsx';
import type { Options } from './use-import.ts';

const kinds = '.csv,.zip,.json,.ics,.md,.markdown,.txt';

export interface FileFormProps {
  /** Those that the person may change; undefined while they are not known. */
  spaces: readonly Space[] | undefined;
  pending: boolean;
  /** Why the last file was refused. */
  failure: string | null;
  /** What is chosen is another thing now, so that a preview of it is out of date. */
  onChanged: () => void;
  onPreview: (file: File, options: Options) => void;
}

/** Asks for a file, from which program it is and into which space it comes. */
export function FileForm(props: FileFormProps): ReactElement {
  const { spaces, pending, failure, onChanged, onPreview } = props;
  const hydrated = useHydrated();
  const [file, setFile] = useState<File | null>(null);
  const [source, setSource] = useState<Source | ''>('');
  const [spaceId, setSpaceId] = useState('');
  const [isMissing, setIsMissing] = useState(false);
  const input = useRef<HTMLInputElement>(null);

  function submit(event: FormEvent): void {
    event.preventDefault();
    setIsMissing(file === null);
    if (file) onPreview(file, { source: source || null, spaceId: spaceId || null });
    else input.current?.focus();
  }

  return (
    <Card>
      <form noValidate className="grid gap-4" onSubmit={submit}>
        <TextField
          ref={input}
          type="file"
          label="File"
          description="Of at most 32 MB. Nothing is imported before you have seen what becomes of each row."
          accept={kinds}
          error={isMissing ? 'Choose a file first.' : undefined}
          disabled={!hydrated}
          onChange={(event) => {
            setFile(event.currentTarget.files?.[0] ?? null);
            setIsMissing(false);
            onChanged();
          }}
        />
        <SelectField
          label="From"
          description={source === '' ? null : sources[source].file}
          value={source}
          disabled={!hydrated}
          onChange={(event) => {
            setSource(event.currentTarget.value as Source | '');
            onChanged();
          }}
        >
          <option value="">Found out from the file</option>
          {everySource.map((each) => (
            <option key={each} value={each}>
              {sources[each].name}
            </option>
          ))}
        </SelectField>
        <SpaceField
          label="Into"
          spaces={spaces}
          value={spaceId}
          onChange={(id) => {
            setSpaceId(id);
            onChanged();
          }}
        />
        {failure ? (
          <Alert tone="danger" title="Nothing was imported.">
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
          Preview
        </Button>
      </form>
    </Card>
  );
}
