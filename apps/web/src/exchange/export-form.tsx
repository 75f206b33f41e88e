'use client';

import {
  getExportSpaceUrl,
  getListExportFormatsQueryKey,
  listExportFormats,
  type ExportFormat,
  type Space,
} from '@taskora/api-client';
import { Button, Card, LinkButton, SelectField } from '@taskora/ui';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';

import { everyFormat, formatNames } from './sources.ts';
import { SpaceField } from './space-field.tsx';

/** A space as a file, and what that file cannot keep. */
export function ExportForm({ spaces }: { spaces: readonly Space[] | undefined }): ReactElement {
  const [format, setFormat] = useState<ExportFormat>('taskora-json');
  const [spaceId, setSpaceId] = useState('');
  const formats = useQuery({
    queryKey: getListExportFormatsQueryKey(),
    queryFn: async ({ signal }) => (await listExportFormats({ signal })).items,
    staleTime: Infinity,
  });
  const described = formats.data?.find((each) => each.format === format);
  return (
    <Card className="grid gap-4">
      <SpaceField label="What" spaces={spaces} value={spaceId} onChange={setSpaceId} />
      <SelectField
        label="As"
        value={format}
        onChange={(event) => setFormat(event.currentTarget.value as ExportFormat)}
      >
        {everyFormat.map((each) => (
          <option key={each} value={each}>
            {formatNames[each]}
          </option>
        ))}
      </SelectField>
      {described && described.losses.length > 0 ? (
        <div className="text-sm">
          <p className="font-medium">This format cannot keep:</p>
          <ul className="list-disc ps-5 text-muted">
            {described.losses.map(({ what, why }) => (
              <li key={what}>
                {what}: {why}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      {formats.isError && !formats.data ? (
        <p className="text-sm text-muted">
          What the formats cannot keep could not be loaded.{' '}
          <Button size="small" onClick={() => void formats.refetch()}>
            Try again
          </Button>
        </p>
      ) : null}
      <LinkButton
        className="justify-self-start"
        href={getExportSpaceUrl({ format, ...(spaceId !== '' && { spaceId }) })}
        download
      >
        Export
      </LinkButton>
    </Card>
  );
}
