import type { RequestHeaders } from './request-headers.ts';

const readingMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a request may change something on behalf of the cookie it carries. Browsers name the page's
 * origin in every such request; a program without cookies has nothing that another site could abuse.
 */
export function isForgery(
  method: string,
  headers: RequestHeaders,
  trustedOrigins: readonly string[],
): boolean {
  if (readingMethods.has(method)) return false;
  const origin = headers.get('origin');
  if (origin !== null) return !trustedOrigins.includes(origin);
  return headers.has('cookie') || headers.has('sec-fetch-site');
}

const foreign = 'The request came from another site, so nothing was changed.';

/**
 * The detail for the sender of a refused request. A page of ours that was opened at an address which
 * nobody configured names itself as the origin and as the host; its reader learns what to configure.
 */
export function forgeryDetail(headers: RequestHeaders, service: string, publicUrl: string): string {
  const origin = headers.get('origin') ?? '';
  const host = headers.get('host') ?? '';
  if (host === '' || !/^https?:\/\//.test(origin) || !URL.canParse(origin)) return foreign;
  if (new URL(origin).host !== host.toLowerCase()) return foreign;
  return [
    `Nothing was changed, because this page was opened at ${origin}, which is not one of Taskora's addresses.`,
    `Open ${publicUrl} instead.`,
    `Whoever runs Taskora can add ${origin} to global.trustedOrigins in the environment's file`,
    `(infra/environments/minikube.yaml) and run: npx nx run ${service}:helm-deploy.`,
    `Outside a cluster it is added to the variable TRUSTED_ORIGINS of ${service}.`,
  ].join(' ');
}
