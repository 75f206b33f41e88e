import { AsyncLocalStorage } from 'node:async_hooks';
import type { ServerResponse } from 'node:http';
import { retryAfterSeconds } from '../http/problem.ts';

export interface PageStatus {
  /** Renders a page whose status can still be changed while it is rendered. */
  watch(response: ServerResponse, render: () => void): void;
  /** Called while a page is rendered that cannot show what it is for: it goes out as 503. */
  markUnavailable(): void;
}

/** Next.js lets a page say "not found" and nothing else; this says "not now", to people and to probes. */
export function createPageStatus(): PageStatus {
  const pages = new AsyncLocalStorage<{ isUnavailable: boolean }>();
  return {
    watch(response, render) {
      const page = { isUnavailable: false };
      const writeHead = response.writeHead.bind(response) as (
        ...values: unknown[]
      ) => ServerResponse;
      const changed = (status: number, ...rest: unknown[]) => {
        if (!page.isUnavailable || status !== 200) return writeHead(status, ...rest);
        response.setHeader('retry-after', retryAfterSeconds);
        return writeHead(503, ...rest);
      };
      response.writeHead = changed as ServerResponse['writeHead'];
      pages.run(page, render);
    },
    markUnavailable() {
      const page = pages.getStore();
      if (page !== undefined) page.isUnavailable = true;
    },
  };
}
