'use client';

import { describeProblem, getGetPastStateQueryKey, getPastState } from '@taskora/api-client';
import { Alert, Dialog, Spinner } from '@taskora/ui';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';

import { MomentText } from '../account/moment-text.tsx';
import { fieldValues, type Names } from './fields.ts';

/** After which entry of the ledger a task is shown. */
export interface Past {
  spaceId: string;
  sequence: number;
  entityId: string;
  createdAt: string;
}

export interface PastDialogProps {
  /** Null while it is closed. */
  past: Past | null;
  names: Names;
  onClose: () => void;
}

/** A task as it was right after something was done to it. */
export function PastDialog({ past, names, onClose }: PastDialogProps): ReactElement {
  return (
    <Dialog
      open={past !== null}
      onOpenChange={(open) => (open ? undefined : onClose())}
      title="As it was"
      description={past ? <MomentText moment={past.createdAt} /> : null}
    >
      {past ? <PastTask past={past} names={names} /> : null}
    </Dialog>
  );
}

function PastTask({ past, names }: { past: Past; names: Names }): ReactElement {
  const { spaceId, sequence, entityId } = past;
  const { data, error, isPending } = useQuery({
    queryKey: getGetPastStateQueryKey(spaceId, sequence, { entityId }),
    queryFn: ({ signal }) => getPastState(spaceId, sequence, { entityId }, { signal }),
    staleTime: Infinity,
  });
  if (error) {
    return (
      <Alert tone="danger" title="It could not be read.">
        {describeProblem(error)}
      </Alert>
    );
  }
  if (isPending) return <Spinner label="Reading what was there" />;
  const [state] = data.items;
  if (!state) return <p>It was not there then.</p>;
  return (
    <dl className="grid gap-2">
      {fieldValues(state, names).map(({ name, value }) => (
        <div key={name}>
          <dt className="text-sm text-muted">{name}</dt>
          <dd className="wrap-anywhere whitespace-pre-wrap">
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}
