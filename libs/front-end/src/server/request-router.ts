import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AuthRoute } from '../auth/auth-routes.ts';
import { errorFields, type Log } from '../base/log.ts';
import { sendProblem, sendResponse, webRequest } from '../http/node-messages.ts';
import { requestIdOf } from '../http/problem.ts';
import { headersOf } from '../http/request-headers.ts';
import { isApiPath, type ApiProxy } from '../proxy/api-proxy.ts';
import type { PageStatus } from './page-status.ts';
import type { RequestRouter } from './request-interceptor.ts';
import { securityHeaders, transportSecurity } from './security-headers.ts';

/** What pages and files take; the framework answers anything else with an error of its own. */
const pageMethods = new Set(['GET', 'HEAD', 'POST', 'OPTIONS']);
const pageAllow = [...pageMethods].join(', ');

export interface RequestRouterOptions {
  api: ApiProxy;
  auth: AuthRoute;
  /** Answers of fixed addresses, such as /health. */
  fixed: ReadonlyMap<string, () => Promise<Response>>;
  pages: PageStatus;
  /** Whether people come over https. */
  isSecure: () => boolean;
  log: Log;
}

/** The address as the routes see it, without dot segments; undefined for what only a proxy may be asked. */
function urlOf(request: IncomingMessage): URL | undefined {
  const target = request.url ?? '';
  if (!target.startsWith('/') || /^\/[/\\]/.test(target)) return undefined;
  const base = 'http://localhost';
  return URL.canParse(target, base) ? new URL(target, base) : undefined;
}

/**
 * Answers what is no page before the page framework sees it: requests to the API are most of the load,
 * and the framework takes many times the processor for them (ADR 0011); probes and refused sign-ins are
 * answered even when pages take long.
 */
export function createRequestRouter(options: RequestRouterOptions): RequestRouter {
  const { api, auth, fixed, pages, log } = options;

  function refuseMethod(request: IncomingMessage, response: ServerResponse, allow: string): void {
    const requestId = requestIdOf(headersOf(request));
    const detail = `This address takes ${allow}.`;
    sendProblem(
      response,
      { requestId, status: 405, title: 'Method not allowed', detail },
      { allow },
    );
  }

  function send(answer: Promise<Response>, response: ServerResponse): void {
    answer
      .then((made) => sendResponse(made, response))
      .catch((error: unknown) => {
        log.error('an answer could not be sent', errorFields(error));
        response.destroy();
      });
  }

  function answerAuth(request: IncomingMessage, response: ServerResponse, url: URL): void {
    // Others than these cannot be put into a web request.
    if (!['GET', 'POST'].includes(request.method ?? '')) {
      refuseMethod(request, response, 'GET, POST');
      return;
    }
    send(auth(webRequest(request, url), request.socket.remoteAddress ?? 'unknown'), response);
  }

  return (request, response, renderPage) => {
    if (options.isSecure()) response.setHeader(transportSecurity.key, transportSecurity.value);
    const url = urlOf(request);
    const path = url?.pathname ?? '';
    const answer = fixed.get(path);
    const isPage = answer === undefined && !isApiPath(path);
    const isOwn = !isPage || !pageMethods.has(request.method ?? '');
    // Those of pages and files are in the framework's configuration.
    if (isOwn) for (const { key, value } of securityHeaders) response.setHeader(key, value);
    if (answer !== undefined) {
      if (request.method === 'GET' || request.method === 'HEAD') send(answer(), response);
      else refuseMethod(request, response, 'GET, HEAD');
    } else if (url !== undefined && path.startsWith('/api/auth/')) {
      answerAuth(request, response, url);
    } else if (url !== undefined && isApiPath(path)) {
      api(request, response, url);
    } else if (!pageMethods.has(request.method ?? '')) {
      refuseMethod(request, response, pageAllow);
    } else {
      pages.watch(response, renderPage);
    }
  };
}
