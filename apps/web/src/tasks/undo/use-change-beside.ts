'use client';

import { newId, sendChange, type Changed } from '@taskora/api-client';
import { useQueryClient, type QueryKey } from '@tanstack/react-query';
import { useRef, useState } from 'react';

import { useOutbox } from '../outbox/outbox-context.tsx';
import { whileLeaving } from '../outbox/page-leaving.ts';
import { summaryOf, type Verb } from './change-summary.tsx';
import type { Undo } from './use-undo.tsx';

export interface ChangeBeside<Result> {
  verb: Verb;
  /** Of what is changed. */
  name: string;
  /** What is asked for, as text: the same text is sent again under the same key. */
  wanted: string;
  send: Parameters<typeof sendChange<Result>>[0];
  /** Takes what came of it where it is known from the answer. */
  learn?: (result: Result) => void;
}

/**
 * Changes something at once beside the changes of tasks that wait, and is undone like one of them; what is read of
 * it is read again. What is asked for again after it failed is done once.
 */
export function useChangeBeside(undo: Pick<Undo, 'begin'>, queryKey: QueryKey | null) {
  const outbox = useOutbox();
  const queryClient = useQueryClient();
  const [pending, setPending] = useState(false);
  const last = useRef({ wanted: '', key: '' });

  function keyOf(wanted: string): string {
    if (last.current.wanted !== wanted) last.current = { wanted, key: newId() };
    return last.current.key;
  }

  async function run<Result>(change: ChangeBeside<Result>): Promise<Result> {
    const { verb, name, wanted, send, learn } = change;
    const doing = undo.begin();
    setPending(true);
    try {
      const sent = sendChange(send, { idempotencyKey: keyOf(wanted) });
      const { result, changeId }: Changed<Result> = await outbox.during(sent);
      last.current = { wanted: '', key: '' };
      learn?.(result);
      if (queryKey) await queryClient.invalidateQueries({ queryKey });
      doing.did(summaryOf(verb, name), [changeId]);
      return result;
    } catch (error) {
      await whileLeaving();
      doing.nothing();
      throw error;
    } finally {
      setPending(false);
    }
  }

  return { pending, run };
}
