import {
  ConfigError,
  frontEndVariables,
  loadConfig,
  productionVariables,
  type Environment,
  type FrontEndConfig,
} from '@taskora/config';
import { createApiProxy } from './api-proxy.ts';
import { createAuthRoute } from './auth-routes.ts';
import { createAuth } from './auth.ts';
import { cookieSettings, sessionCookie } from './cookies.ts';
import { createPool } from './database.ts';
import { isDevelopment } from './environment.ts';
import { handleTermination, logConsole, logRequestError, logRequests } from './instrumentation.ts';
import { createLog, errorFields } from './log.ts';
import { once } from './once.ts';
import { trustedOriginsOf } from './options.ts';
import { checkReady, createReadyRoute } from './readiness.ts';
import { createTokenIssuer } from './token.ts';

export interface FrontEndOptions {
  service: string;
  environment?: Environment;
  writeLog?: (line: string) => void;
}

export interface Session {
  user: { id: string; name: string; email: string };
}

/** Next.js would keep a server running that answers every request with an error. */
function exitUnlessConfigured(config: () => unknown): void {
  try {
    config();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

/**
 * The server side that every Next.js app of this product shares. Nothing is read or opened before it is
 * used, so an app builds without an environment and without a database.
 */
export function buildFrontEnd(options: FrontEndOptions) {
  const variables = isDevelopment() ? frontEndVariables : productionVariables;
  const config = once((): FrontEndConfig => loadConfig(variables, options.environment));
  const log = createLog({
    service: options.service,
    level: () => config().logLevel,
    ...(options.writeLog && { write: options.writeLog }),
  });
  const pool = once(() =>
    createPool(config().databaseUrl, (error) =>
      log.warn('lost a database connection', errorFields(error)),
    ),
  );
  const auth = once(() => createAuth(config(), pool(), log));
  const cookieName = () => cookieSettings(config()).sessionName;
  const trustedOrigins = once(() => trustedOriginsOf(config()));
  const tokens = createTokenIssuer(auth, cookieName);

  async function getSession(headers: Headers): Promise<Session | null> {
    if (sessionCookie(headers, cookieName()) === undefined) return null;
    // A page cannot set cookies, so the session is prolonged by requests to the API instead.
    const found = await auth().api.getSession({ headers, query: { disableRefresh: true } });
    if (found === null) return null;
    const { id, name, email } = found.user;
    return { user: { id, name, email } };
  }

  const authRoute = createAuthRoute({
    auth,
    trustedOrigins,
    hasTrustedProxy: () => config().trustedProxies.length > 0,
    onSignOut: tokens.forget,
    log,
  });
  const apiRoute = createApiProxy({
    apiUrl: () => config().apiUrl,
    trustedOrigins,
    issueToken: tokens.issue,
    log,
  });
  const readyRoute = createReadyRoute(() => checkReady(pool(), config().apiUrl));

  return {
    config,
    log,
    getSession,
    authRoutes: { GET: authRoute, POST: authRoute },
    apiRoutes: { GET: apiRoute, POST: apiRoute, PUT: apiRoute, PATCH: apiRoute, DELETE: apiRoute },
    /** Names the service, so that a caller can tell it from whatever else listens on the port. */
    healthRoutes: { GET: async () => Response.json({ status: 'ok', service: options.service }) },
    readyRoutes: { GET: readyRoute },
    instrumentation: {
      /** Run when the server starts: a wrong environment ends the process here, with its reasons. */
      register() {
        exitUnlessConfigured(config);
        logConsole(log);
        logRequests(log);
        handleTermination(log);
      },
      onRequestError(error: unknown, request: { path: string; method: string }, context?: unknown) {
        void context;
        logRequestError(log, error, request);
      },
    },
    async close() {
      if (pool.used()) await pool().end();
    },
  };
}

export type FrontEnd = ReturnType<typeof buildFrontEnd>;

/**
 * The one front end of a process. Next.js loads a module once for pages and once for routes; without
 * this, each would open connections of its own.
 */
export function createFrontEnd(options: FrontEndOptions): FrontEnd {
  const key = Symbol.for(`taskora.front-end.${options.service}`);
  const made: FrontEnd | undefined = Reflect.get(globalThis, key);
  if (made !== undefined) return made;
  const frontEnd = buildFrontEnd(options);
  Reflect.set(globalThis, key, frontEnd);
  return frontEnd;
}
