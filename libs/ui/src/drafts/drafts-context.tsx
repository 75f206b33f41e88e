'use client';

import {
  createContext,
  useCallback,
  useContext,
  useState,
  useSyncExternalStore,
  type ReactElement,
  type ReactNode,
} from 'react';

import { Drafts } from './drafts.ts';

const DraftsContext = createContext<Drafts | null>(null);

export interface DraftsProviderProps {
  /** Whose drafts these are. */
  owner: string;
  children: ReactNode;
}

export function DraftsProvider({ owner, children }: DraftsProviderProps): ReactElement {
  const [drafts] = useState(() => new Drafts(owner));
  return <DraftsContext value={drafts}>{children}</DraftsContext>;
}

export function useDrafts(): Drafts {
  const drafts = useContext(DraftsContext);
  if (!drafts) throw new Error('useDrafts is used outside of DraftsProvider');
  return drafts;
}

/** A text that outlives a reload of the page; null where none is kept, and in the page as it was sent. */
export function useDraft(name: string): [string | null, (value: string | null) => void] {
  const drafts = useDrafts();
  const value = useSyncExternalStore(
    drafts.subscribe,
    () => drafts.read(name),
    () => null,
  );
  const write = useCallback((next: string | null) => drafts.write(name, next), [drafts, name]);
  return [value, write];
}
