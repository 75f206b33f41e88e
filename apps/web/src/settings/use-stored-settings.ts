'use client';

import { describeProblem, newId, sendChange, type Changed } from '@taskora/api-client';
import { useQuery, useQueryClient, type QueryKey } from '@tanstack/react-query';
import { useRef, useState } from 'react';

type Options = Parameters<Parameters<typeof sendChange>[0]>[0];

type Send<Settings> = (options: Options) => Promise<Settings>;

export interface StoredSettings<Settings, Changes> {
  queryKey: QueryKey;
  read: (options: { signal: AbortSignal }) => Promise<Settings>;
  /** How they are with the changes, before the server has said so. */
  merge: (settings: Settings, changes: Changes) => Settings;
  /** Made once for each change, however often it is sent; it may read first what else is stored. */
  requestOf: (changes: Changes) => Send<Settings> | Promise<Send<Settings>>;
}

/**
 * Settings that the API keeps for a person. A choice is shown at once; one that is not stored is taken back,
 * and it is said why. Choices go out one after the other, so that the last one counts.
 */
export function useStoredSettings<Settings, Changes>(
  stored: StoredSettings<Settings, Changes>,
  whatIsSaved: string,
) {
  const { queryKey, read, merge, requestOf } = stored;
  const queryClient = useQueryClient();
  const query = useQuery({ queryKey, queryFn: ({ signal }) => read({ signal }) });
  const last = useRef<Promise<unknown>>(Promise.resolve());
  const [failure, setFailure] = useState<string | null>(null);
  const [said, setSaid] = useState('');

  async function change(changes: Changes): Promise<void> {
    const known = queryClient.getQueryData<Settings>(queryKey);
    if (known === undefined) return;
    // An answer that is coming does not know of the choice.
    void queryClient.cancelQueries({ queryKey });
    queryClient.setQueryData(queryKey, merge(known, changes));
    setFailure(null);
    setSaid('');
    const before = last.current;
    const sent = before.then(async (): Promise<Changed<Settings>> => {
      return sendChange(await requestOf(changes), { idempotencyKey: newId() });
    });
    const finished = sent.catch(() => undefined);
    last.current = finished;
    try {
      const { result } = await sent;
      // An answer to an older choice would take the newer one back.
      if (last.current === finished) queryClient.setQueryData(queryKey, result);
      setSaid(`${whatIsSaved} saved.`);
    } catch (error) {
      setFailure(`${whatIsSaved} not saved. ${describeProblem(error)}`);
      await queryClient.invalidateQueries({ queryKey });
    }
  }

  return { query, change: (changes: Changes) => void change(changes), failure, said };
}
