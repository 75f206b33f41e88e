import type { GenericEndpointContext } from 'better-auth';
import { resolveSigningKey, signJWT } from 'better-auth/plugins';
import type { RequestHeaders } from '../http/request-headers.ts';
import { AccountsUnavailable } from './accounts-unavailable.ts';
import { tokenOptions, type AuthConfig } from './better-auth-options.ts';
import type { Auth } from './better-auth.ts';
import type { KnownSession, Sessions } from './sessions.ts';

/** A token is used until a minute before its end, so that none expires in transit. */
const useMilliseconds = 4 * 60_000;
const tokensMax = 10_000;

/** Signing keys change once in weeks, and the old ones stay valid for a day after. */
const keyMilliseconds = 60_000;

export interface IssuedToken {
  token: string;
  /** Cookies that prolong the session, to be set on the answer. */
  setCookies: string[];
}

export interface TokenIssuer {
  /** Null without a session; throws `AccountsUnavailable` when that is not known. */
  issue(headers: RequestHeaders): Promise<IssuedToken | null>;
}

type SigningKey = Awaited<ReturnType<typeof resolveSigningKey>>;

/** Signs with a key that is fetched and decrypted once a minute and not for each token. */
export function createSigner(
  auth: () => Auth,
  config: () => Pick<AuthConfig, 'authAudience' | 'authIssuer'>,
  now: () => number = Date.now,
): (userId: string) => Promise<string> {
  let kept: { key: Promise<SigningKey>; until: number } | undefined;
  return async (userId: string): Promise<string> => {
    const options = tokenOptions(config());
    const context = { context: await auth().$context } as unknown as GenericEndpointContext;
    if (kept === undefined || kept.until <= now()) {
      const key = resolveSigningKey(context, options);
      key.catch(() => (kept = undefined));
      kept = { key, until: now() + keyMilliseconds };
    }
    const payload = { sub: userId, iat: Math.floor(now() / 1000) };
    const resolvedKey = await kept.key;
    return signJWT(context, { options, payload, ...(resolvedKey && { resolvedKey }) });
  };
}

/** Better Auth writes the session's new end and returns the cookies for the browser. */
async function prolong(auth: Auth, asked: RequestHeaders): Promise<string[]> {
  const headers = new Headers({ cookie: asked.get('cookie') ?? '' });
  const result = await auth.api.getSession({ headers, returnHeaders: true });
  return result.headers.getSetCookie();
}

/**
 * Makes the API's token for a session. The session is read for each request; the token, which
 * costs a signature, is kept with it and dies with it. Losing what is kept loses nothing.
 */
export function createTokenIssuer(
  auth: () => Auth,
  sessions: Pick<Sessions, 'find' | 'recordUse'>,
  config: () => Pick<AuthConfig, 'authAudience' | 'authIssuer'>,
  now: () => number = Date.now,
): TokenIssuer {
  const tokens = new Map<string, { token: string; until: number }>();
  const sign = createSigner(auth, config, now);

  async function tokenOf(session: KnownSession): Promise<string> {
    const known = tokens.get(session.token);
    if (known !== undefined && known.until > now()) return known.token;
    const token = await sign(session.user.id);
    // Nobody waits for it, and where it fails the next token records it.
    sessions.recordUse(session.token).catch(() => undefined);
    tokens.delete(session.token);
    const [oldest] = tokens.keys();
    if (tokens.size >= tokensMax && oldest !== undefined) tokens.delete(oldest);
    tokens.set(session.token, { token, until: now() + useMilliseconds });
    return token;
  }

  return {
    async issue(headers) {
      const session = await sessions.find(headers);
      if (session === null) return null;
      try {
        const setCookies = session.isDue ? await prolong(auth(), headers) : [];
        return { token: await tokenOf(session), setCookies };
      } catch (error) {
        throw new AccountsUnavailable(error);
      }
    },
  };
}
