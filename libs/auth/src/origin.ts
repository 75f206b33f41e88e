const readingMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a request may change something on behalf of the cookie it carries. Browsers name the page's
 * origin in every such request; a program without cookies has nothing that another site could abuse.
 */
export function isForgery(
  method: string,
  headers: Headers,
  trustedOrigins: readonly string[],
): boolean {
  if (readingMethods.has(method)) return false;
  const origin = headers.get('origin');
  if (origin !== null) return !trustedOrigins.includes(origin);
  return headers.has('cookie') || headers.has('sec-fetch-site');
}
