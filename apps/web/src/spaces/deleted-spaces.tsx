'use client';

import { restoreSpace, type DeletedSpace } from '@taskora/api-client';
import { Alert, Button, Card } from '@taskora/ui';
import type { ReactElement } from 'react';

import { MomentText } from '../account/moment-text.tsx';
import { LoadProblem } from './load-problem.tsx';
import { spaceRefusal } from './refusal.ts';
import { useDeletedSpaces, useSpaceChange } from './use-spaces.ts';

export interface DeletedSpacesProps {
  onRestored: (name: string) => void;
}

/** What the person's deleted spaces are, and until when each can be had back; nothing where there is none. */
export function DeletedSpaces({ onRestored }: DeletedSpacesProps): ReactElement | null {
  const { data, isError, error, refetch } = useDeletedSpaces();
  const { pending, failure, send } = useSpaceChange(spaceRefusal);

  async function restore({ id, name }: DeletedSpace): Promise<void> {
    if (await send((options) => restoreSpace(id, options))) onRestored(name);
  }

  if (isError && !data) {
    return (
      <LoadProblem
        title="Your deleted spaces could not be loaded."
        error={error}
        onRetry={() => void refetch()}
      />
    );
  }
  if (!failure && (!data || data.length === 0)) return null;
  return (
    <section className="grid gap-3" aria-labelledby="deleted-spaces">
      <h2 id="deleted-spaces" className="text-xl">
        Deleted spaces
      </h2>
      {failure ? (
        <Alert tone="danger" title="It was not restored.">
          {failure}
        </Alert>
      ) : null}
      <Card padded={false}>
        <ul aria-label="Deleted spaces" className="divide-y divide-line">
          {data?.map((space) => (
            <li key={space.id} className="flex min-h-target items-center gap-3 px-4 py-2 sm:px-5">
              <p className="min-w-0 flex-1 wrap-anywhere">
                <bdi>{space.name}</bdi>{' '}
                <span className="text-sm text-muted">
                  can be restored until <MomentText moment={space.restorableUntil} />
                </span>
              </p>
              <Button
                size="small"
                pending={pending}
                aria-label={`Restore ${space.name}`}
                onClick={() => void restore(space)}
              >
                Restore
              </Button>
            </li>
          ))}
        </ul>
      </Card>
    </section>
  );
}
