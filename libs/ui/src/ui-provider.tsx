'use client';

import { CSPProvider } from '@base-ui/react/csp-provider';
import type { ReactElement, ReactNode } from 'react';

import { ToastProvider } from './feedback/toast.tsx';

export interface UiProviderProps {
  /** What allows our own style elements under the page's content security policy. */
  nonce: string | undefined;
  children: ReactNode;
}

/** What every page of components needs above it. */
export function UiProvider({ nonce, children }: UiProviderProps): ReactElement {
  return (
    <CSPProvider {...(nonce ? { nonce } : {})}>
      <ToastProvider>{children}</ToastProvider>
    </CSPProvider>
  );
}
