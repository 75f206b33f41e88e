import { createHash } from 'node:crypto';
import { isAPIError } from 'better-auth/api';
import type { Auth } from './auth.ts';
import { sessionCookie } from './cookies.ts';

/** How long a revoked session may still reach the API through a process that minted a token for it. */
const cacheMilliseconds = 30_000;
const cacheEntriesMax = 10_000;

export interface IssuedToken {
  token: string;
  /** Cookies that prolong the session, to be set on the answer. */
  setCookies: string[];
}

export interface TokenIssuer {
  issue(headers: Headers): Promise<IssuedToken | null>;
  forget(headers: Headers): void;
}

async function mint(auth: Auth, headers: Headers): Promise<IssuedToken | null> {
  try {
    const result = await auth.api.getToken({ headers, returnHeaders: true });
    return { token: result.response.token, setCookies: result.headers.getSetCookie() };
  } catch (error) {
    if (isAPIError(error) && error.statusCode === 401) return null;
    throw error;
  }
}

/**
 * Makes the API's token for a session. A token is kept for a moment per session, because a page asks
 * several times in a row and each time would cost three queries and a signature; losing it loses nothing.
 */
export function createTokenIssuer(
  auth: () => Auth,
  cookieName: () => string,
  now: () => number = Date.now,
): TokenIssuer {
  const cache = new Map<string, { token: string; until: number }>();
  const keyOf = (headers: Headers) => {
    const cookie = sessionCookie(headers, cookieName());
    return cookie === undefined ? null : createHash('sha256').update(cookie).digest('base64');
  };
  return {
    async issue(headers) {
      const key = keyOf(headers);
      if (key === null) return null;
      const known = cache.get(key);
      if (known !== undefined && known.until > now()) return { token: known.token, setCookies: [] };
      cache.delete(key);
      const issued = await mint(auth(), headers);
      if (issued === null) return null;
      const [oldest] = cache.keys();
      if (cache.size >= cacheEntriesMax && oldest !== undefined) cache.delete(oldest);
      cache.set(key, { token: issued.token, until: now() + cacheMilliseconds });
      return issued;
    },
    forget(headers) {
      const key = keyOf(headers);
      if (key !== null) cache.delete(key);
    },
  };
}
