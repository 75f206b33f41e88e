import type { Metrics } from '../metrics/metrics.ts';
import { routeTemplate } from '../metrics/route-template.ts';
import type { RequestRouter } from './request-interceptor.ts';

/** Measures every request, whatever part of the server answers it. */
export function measureRequests(
  metrics: Pick<Metrics, 'beginRequest' | 'endRequest'>,
  router: RequestRouter,
): RequestRouter {
  return (request, response, renderPage) => {
    const startedAt = performance.now();
    // The framework rewrites the address while it finds a page.
    const route = routeTemplate(request.url ?? '');
    metrics.beginRequest();
    response.once('close', () => {
      metrics.endRequest({
        method: request.method ?? '',
        route,
        status: response.writableFinished ? response.statusCode : undefined,
        seconds: (performance.now() - startedAt) / 1000,
      });
    });
    router(request, response, renderPage);
  };
}
