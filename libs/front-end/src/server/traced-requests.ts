import { routeTemplate } from '../metrics/route-template.ts';
import type { Tracing } from '../tracing/tracing.ts';
import type { RequestRouter } from './request-interceptor.ts';

/** Probes and files, of which there are many and nothing to learn. */
const untraced = /^\/(?:health|ready|_next\/\{file\})$/;

/** Traces requests once there is something to trace with; those before are answered all the same. */
export function traceRequests(
  tracing: () => Pick<Tracing, 'traceRequest'> | undefined,
  router: RequestRouter,
): RequestRouter {
  return (request, response, renderPage) => {
    const route = routeTemplate(request.url ?? '');
    if (!untraced.test(route)) tracing()?.traceRequest(request, response, route);
    router(request, response, renderPage);
  };
}
