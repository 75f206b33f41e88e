'use client';

import { isSignedOut } from '@taskora/api-client';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';

import { sessionFailureId, type FailureReporter } from '../failures/use-failures.ts';
import { useOutbox, useOutboxState } from '../outbox/outbox-context.tsx';
import { isBesideTasks } from './beside-tasks.ts';
import { summaryKey, type useSummary } from './use-summary.ts';
import { taskPagesKey } from './use-task-pages.ts';

const channelName = 'taskora-tasks';

/**
 * Keeps the list, and what stands beside it, as the server has it, whoever changes it: pages of this browser notify each other at once,
 * and a new revision in the summary shows the changes of everyone else. While changes are pending nothing is
 * read again, for the answer would be old at once.
 */
export function useLiveTasks(
  summary: ReturnType<typeof useSummary>,
  failures: FailureReporter,
): void {
  const outbox = useOutbox();
  const { known, pendingChanges, adding } = useOutboxState(outbox);
  const queryClient = useQueryClient();
  const idle = pendingChanges.size === 0 && adding.size === 0;
  const channel = useRef<BroadcastChannel | null>(null);
  const announced = useRef(known);
  const seen = useRef<string | null>(null);
  const { data, error, dataUpdatedAt } = summary;
  const revision = data?.revision;

  useEffect(() => {
    if (typeof BroadcastChannel === 'undefined') return;
    const opened = new BroadcastChannel(channelName);
    channel.current = opened;
    opened.onmessage = () => void queryClient.invalidateQueries({ queryKey: summaryKey });
    return () => {
      channel.current = null;
      opened.close();
    };
  }, [queryClient]);

  useEffect(() => {
    if (!idle || announced.current === known) return;
    announced.current = known;
    channel.current?.postMessage('changed');
    void queryClient.invalidateQueries({ queryKey: summaryKey });
  }, [idle, known, queryClient]);

  useEffect(() => {
    if (!idle || revision === undefined) return;
    const isNew = seen.current !== null && seen.current !== revision;
    seen.current = revision;
    if (!isNew) return;
    void queryClient.invalidateQueries({ queryKey: taskPagesKey });
    void queryClient.invalidateQueries({ predicate: isBesideTasks });
  }, [idle, revision, queryClient]);

  const { report, dismiss } = failures;
  useEffect(() => {
    if (isSignedOut(error)) report({ id: sessionFailureId, title: '', error });
    else dismiss(sessionFailureId);
  }, [error, dataUpdatedAt, report, dismiss]);
}
