'use client';

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useState, type ReactElement, type ReactNode } from 'react';

import { isSignedOut } from './problem.ts';

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

/** Keeps what the API answered, for the hooks below it; one for each page that is loaded. */
export function ApiProvider({ children }: { children: ReactNode }): ReactElement {
  const [queryClient] = useState(createQueryClient);
  return <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>;
}
