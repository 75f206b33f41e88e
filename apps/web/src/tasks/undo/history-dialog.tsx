'use client';

import {
  describeProblem,
  getListChangesQueryKey,
  listChanges,
  type Change,
} from '@taskora/api-client';
import { Alert, Button, Dialog, Spinner, StatusRegion } from '@taskora/ui';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type ReactElement } from 'react';

import { ChangeRow, summaryIn } from './change-row.tsx';
import { describeChange } from './change-summary.tsx';
import { stepOf, type Step } from './undo-stack.ts';
import type { Undo } from './use-undo.tsx';

const changesPerPage = 30;
const changesKey = getListChangesQueryKey();

export interface HistoryDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  takeBack: Undo['takeBack'];
}

/** What was changed lately, by this page, another one or the assistant; each of it can be undone. */
export function HistoryDialog({ open, onOpenChange, takeBack }: HistoryDialogProps): ReactElement {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Recently changed"
      description="Who changed what, the newest first. What was changed again since stays as it is."
    >
      {open ? <ChangeList takeBack={takeBack} /> : null}
    </Dialog>
  );
}

/** One key for the undo of each change, so that a press that is repeated undoes once. */
function useSteps(): (change: Change) => Step {
  const steps = useRef(new Map<string, Step>());
  return (change) => {
    const step = steps.current.get(change.id) ?? stepOf(summaryIn(change), [change.id]);
    steps.current.set(change.id, step);
    return step;
  };
}

function ChangeList({ takeBack }: Pick<HistoryDialogProps, 'takeBack'>): ReactElement {
  const queryClient = useQueryClient();
  const stepFor = useSteps();
  const [pending, setPending] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  const query = useInfiniteQuery({
    queryKey: changesKey,
    queryFn: ({ pageParam, signal }) =>
      listChanges({ limit: changesPerPage, ...(pageParam && { cursor: pageParam }) }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    staleTime: 0,
  });
  const changes = query.data?.pages.flatMap((page) => page.items) ?? [];

  async function undo(change: Change): Promise<void> {
    const description = describeChange(summaryIn(change));
    setPending(change.id);
    setFailure(null);
    try {
      const { kept } = await takeBack(stepFor(change));
      setSaid(
        kept.length === 0
          ? `Undone: ${description}`
          : `Undone: ${description}. ${kept.length} changed since stay as they are.`,
      );
    } catch (error) {
      setFailure(`${description}: this was not undone. ${describeProblem(error)}`);
    } finally {
      setPending(null);
      await queryClient.invalidateQueries({ queryKey: changesKey });
    }
  }

  if (query.isError) {
    return (
      <Alert tone="danger" title="The changes could not be loaded.">
        {describeProblem(query.error)}
      </Alert>
    );
  }
  return (
    <>
      {failure ? <Alert tone="danger" title={failure} /> : null}
      {query.isPending ? <Spinner label="Loading changes" /> : null}
      {!query.isPending && changes.length === 0 ? <p>Nothing yet.</p> : null}
      <ul aria-label="Changes" className="divide-y divide-line">
        {changes.map((change) => (
          <ChangeRow
            key={change.id}
            change={change}
            pending={pending === change.id}
            onUndo={() => void undo(change)}
          />
        ))}
      </ul>
      {query.hasNextPage ? (
        <Button
          className="justify-self-center"
          pending={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          Show more
        </Button>
      ) : null}
      <StatusRegion>{said}</StatusRegion>
    </>
  );
}
