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
}

/** Changes something that stands beside tasks, and is undone like a change of them; what is read of it is read again. */
export function useChangeBeside(undo: Undo, queryKey: QueryKey) {
  const outbox = useOutbox();
  const queryClient = useQueryClient();
  const [pending, setPending] = useState(false);
  const last = useRef({ wanted: '', key: '' });

  function keyOf(wanted: string): string {
    if (last.current.wanted !== wanted) last.current = { wanted, key: newId() };
    return last.current.key;
  }

  async function run<Result>({ verb, name, wanted, send }: ChangeBeside<Result>): Promise<Result> {
    const doing = undo.begin();
    setPending(true);
    try {
      const sent = sendChange(send, { idempotencyKey: keyOf(wanted) });
      const { result, changeId }: Changed<Result> = await outbox.during(sent);
      last.current = { wanted: '', key: '' };
      await queryClient.invalidateQueries({ queryKey });
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
