'use client';

import { announceWork } from '@taskora/ui';
import {
  createContext,
  useContext,
  useEffect,
  useState,
  useSyncExternalStore,
  type ReactElement,
  type ReactNode,
} from 'react';

import { Outbox, type OutboxState } from './outbox.ts';

const OutboxContext = createContext<Outbox | null>(null);

/** One outbox for everything on the page that acts on tasks. */
export function OutboxProvider({ children }: { children: ReactNode }): ReactElement {
  const [outbox] = useState(() => new Outbox());
  useEffect(() => announceWork(outbox.whenIdle), [outbox]);
  return <OutboxContext value={outbox}>{children}</OutboxContext>;
}

export function useOutbox(): Outbox {
  const outbox = useContext(OutboxContext);
  if (!outbox) throw new Error('useOutbox is used outside of OutboxProvider');
  return outbox;
}

export function useOutboxState(outbox: Outbox): OutboxState {
  return useSyncExternalStore(outbox.subscribe, outbox.state, outbox.state);
}
