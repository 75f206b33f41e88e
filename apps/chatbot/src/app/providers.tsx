'use client';

import { isSignedOut } from '@taskora/api-client';
import { CspProvider, ToastProvider } from '@taskora/ui';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useState, type ReactElement, type ReactNode } from 'react';

export interface ProvidersProps {
  /** What allows our own style elements under the page's content security policy. */
  nonce: string | undefined;
  children: ReactNode;
}

function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      // Without a connection a request fails and says so; waiting in silence, it would go with the page.
      mutations: { networkMode: 'always' },
      queries: {
        networkMode: 'always',
        staleTime: 10_000,
        retry: (failures, error) => failures < 1 && !isSignedOut(error),
      },
    },
  });
}

export function Providers({ nonce, children }: ProvidersProps): ReactElement {
  const [queryClient] = useState(createQueryClient);
  return (
    <CspProvider {...(nonce ? { nonce } : {})}>
      <QueryClientProvider client={queryClient}>
        <ToastProvider>{children}</ToastProvider>
      </QueryClientProvider>
    </CspProvider>
  );
}
