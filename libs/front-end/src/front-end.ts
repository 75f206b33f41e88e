import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import {
  ConfigError,
  frontEndVariables,
  loadConfig,
  productionVariables,
  type Environment,
  type FrontEndConfig,
} from '@taskora/config';
import type { BetterAuthPlugin } from 'better-auth';
import { AccountsUnavailable } from './auth/accounts-unavailable.ts';
import { createAccountEndpoints } from './auth/account-endpoints.ts';
import { createAttemptCounter } from './auth/attempt-counter.ts';
import { createAuthRoute } from './auth/auth-routes.ts';
import { trustedOriginsOf } from './auth/better-auth-options.ts';
import { createAuth, type Auth } from './auth/better-auth.ts';
import { cookieSettings } from './auth/cookies.ts';
import { createDevices } from './auth/devices.ts';
import { createInvitations } from './auth/invitations.ts';
import { markOf } from './auth/known-browser.ts';
import { createMailer } from './auth/mailer.ts';
import { consentPage } from './auth/oauth-plugin.ts';
import { createOidcRoute } from './auth/oidc-routes.ts';
import { createOidc } from './auth/oidc.ts';
import { createPasswordHasher, type PasswordHasher } from './auth/password-hash.ts';
import { createSessions } from './auth/sessions.ts';
import { createSignInGuard } from './auth/sign-in-guard.ts';
import { createSignInMethods } from './auth/sign-in-methods.ts';
import { createSignUpPolicy } from './auth/sign-up-policy.ts';
import { createSigner, createTokenIssuer } from './auth/token-issuer.ts';
import { isDevelopment } from './base/environment.ts';
import { createLog, errorFields } from './base/log.ts';
import { once } from './base/once.ts';
import { createDatabase, type Database } from './database/database.ts';
import { schemaVersion } from './database/schema-version.ts';
import { createClientAddress } from './http/client-address.ts';
import { forgeryDetail } from './http/request-forgery.ts';
import type { RequestHeaders } from './http/request-headers.ts';
import { createExporter, listen } from './metrics/exporter.ts';
import { createMetrics, type CheckedState } from './metrics/metrics.ts';
import { metadataPath } from './oauth/oauth-address.ts';
import { createPrograms } from './oauth/programs.ts';
import { createAccessTokenRevoker } from './proxy/access-tokens.ts';
import { createApiProxy } from './proxy/api-proxy.ts';
import { drainConnections } from './server/drained-connections.ts';
import { watchIncompleteRequests } from './server/incomplete-requests.ts';
import {
  handleTermination,
  logConsole,
  logRequestError,
  logRequests,
} from './server/instrumentation.ts';
import { measureRequests } from './server/measured-requests.ts';
import { earlyRoutes } from './server/early-routes.ts';
import { createPageAccounts } from './server/page-accounts.ts';
import { createPageStatus } from './server/page-status.ts';
import { checkStates, createReadiness, createReadyRoute } from './server/readiness.ts';
import { interceptRequests, type RequestRouter } from './server/request-interceptor.ts';
import { createRequestRouter } from './server/request-router.ts';
import { traceRequests } from './server/traced-requests.ts';
import type { Tracing } from './tracing/tracing.ts';
import packageJson from '../package.json' with { type: 'json' };

export interface FrontEndOptions {
  service: string;
  environment?: Environment;
  writeLog?: (line: string) => void;
  /** How long a wrong sign-in takes at least. */
  refusalMilliseconds?: number;
  hasher?: PasswordHasher;
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
  const database = once(() =>
    createDatabase(config().databaseUrl, (error) =>
      log.warn('lost a database connection', errorFields(error)),
    ),
  );
  /** Questions whose failure means that nothing is known of accounts now. */
  const accounts = (): Pick<Database, 'query'> => ({
    query: (text, values) =>
      database()
        .query<never>(text, values)
        .catch((error: unknown) => {
          throw new AccountsUnavailable(error);
        }),
  });
  const hasher = options.hasher ?? createPasswordHasher();
  const invitations = createInvitations(accounts);
  const signUpPolicy = createSignUpPolicy(() => config().signUp, accounts, invitations);
  const programs = createPrograms({
    config,
    database: () => database(),
    accounts,
    makeAuth: (issuing, plugin) =>
      createAuth(issuing, { ...authParts(), plugin, errorPage: consentPage }),
    log,
  });
  const revokeAccessTokens = createAccessTokenRevoker({
    apiUrl: () => config().apiUrl,
    sign: (userId) => sign(userId),
    endConnections: programs.connections.endAll,
  });
  const authParts = () => ({ database: database(), hasher, log, signUpPolicy, revokeAccessTokens });
  const auth = once((): Auth => {
    const { smtpUrl, smtpFrom: from } = config();
    const mailer = smtpUrl === undefined ? undefined : createMailer({ smtpUrl, from, log });
    return createAuth(config(), { ...authParts(), mailer });
  });
  const sign = createSigner(auth, config);
  const oidcRoute = once(() => {
    const { oidcIssuer: issuer, oidcClientId: clientId, oidcClientSecret: clientSecret } = config();
    if (issuer === undefined) return undefined;
    const makeAuth = (plugin: BetterAuthPlugin) => createAuth(config(), { ...authParts(), plugin });
    const oidc = createOidc({ issuer, clientId, clientSecret }, makeAuth, log);
    return createOidcRoute({ oidc, publicUrl: config().publicUrl });
  });
  const cookies = () => cookieSettings(config());
  const trustedOrigins = once(() => trustedOriginsOf(config()));
  const sessions = createSessions({
    database,
    cookieName: () => cookies().sessionName,
    secret: () => config().authSecret,
  });
  const devices = createDevices(accounts);
  const tokens = createTokenIssuer(auth, sessions, config);
  const pages = createPageStatus();
  const guard = once(() => createSignInGuard(createAttemptCounter(database()), config()));
  const addressOf = once(() => createClientAddress(config().trustedProxies));
  const detailOfForgery = (headers: RequestHeaders) =>
    forgeryDetail(headers, options.service, config().publicUrl);

  /** What people call the provider of identities; null without one. */
  const getProviderName = (): string | null =>
    config().oidcIssuer === undefined ? null : config().oidcName;
  const pageAccounts = createPageAccounts({
    sessions,
    devices,
    connections: programs.connections,
    readConsentRequest: programs.readConsentRequest,
    invitations,
    signUpPolicy,
    signInMethodsOf: createSignInMethods(accounts),
    getProviderName,
    pages,
    log,
  });

  const authRoute = createAuthRoute({
    auth,
    trustedOrigins,
    forgeryDetail: detailOfForgery,
    guard,
    hasher,
    sessions,
    oidc: oidcRoute,
    programs: programs.route,
    endpoints: createAccountEndpoints({
      connections: programs.connections,
      devices,
      invitations,
      signUpPolicy,
      webUrl: () => config().webUrl,
    }),
    markOf: (headers, account) =>
      markOf(headers, account, cookies().browserName, config().authSecret),
    addressOf: (peer, headers) => addressOf()(peer, headers),
    log,
    refusalMilliseconds: options.refusalMilliseconds,
  });
  const apiProxy = createApiProxy({
    apiUrl: () => config().apiUrl,
    trustedOrigins,
    forgeryDetail: detailOfForgery,
    issueToken: tokens.issue,
    addressOf: (peer, headers) => addressOf()(peer, headers),
    log,
  });
  const checked: CheckedState = {};
  const readiness = createReadiness(async () => {
    const checks = await checkStates(database(), config().apiUrl, (revision) => {
      checked.schemaRevision = revision;
    });
    checked.isDatabaseUp = checks.database !== 'unavailable';
    checked.isApiUp = checks.api === 'ok';
    return checks;
  });
  const metrics = once(() =>
    createMetrics({
      version: packageJson.version,
      schemaRevisionNeeded: schemaVersion,
      readPool: () => (database.used() ? database().pool() : undefined),
      readChecks: () => checked,
    }),
  );
  /** Names the service, so that a caller can distinguish it from whatever else listens on the port. */
  const health = async () => Response.json({ status: 'ok', service: options.service });
  const requestRouter = createRequestRouter({
    api: apiProxy,
    auth: authRoute,
    fixed: new Map([
      ['/health', health],
      ['/ready', createReadyRoute(readiness)],
      [metadataPath, programs.metadata],
    ]),
    pages,
    isSecure: () => cookies().secure,
    log,
  });

  const leaving: (() => void)[] = [];
  let exporter: Server | undefined;
  const isInternal = (server: Server) => server === exporter;

  let tracing: Tracing | undefined;

  /** What nobody has asked for is not even loaded. */
  async function startTracing(): Promise<void> {
    const module = await import('./tracing/tracing.ts');
    tracing = module.startTracing({
      service: options.service,
      version: packageJson.version,
      endpoint: config().tracesEndpoint,
    });
  }

  /** How requests are answered, with what is watched of it. */
  function watchedRouter(): RequestRouter {
    const measured =
      config().metricsPort > 0 ? measureRequests(metrics(), requestRouter) : requestRouter;
    return config().tracesEndpoint === '' ? measured : traceRequests(() => tracing, measured);
  }

  /** Opens the port for Prometheus; a port that somebody has ends the process, as a wrong environment does. */
  function exportMetrics(): void {
    const { metricsHost: host, metricsPort: port } = config();
    exporter = createExporter({ metrics: metrics(), log });
    listen(exporter, host, port).catch((error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    });
  }

  return {
    config,
    log,
    ...pageAccounts,
    getProviderName,
    earlyRoutes,
    authRoute,
    requestRouter,
    instrumentation: {
      /** Run when the server starts: a wrong environment ends the process here, with its reasons. */
      async register() {
        exitUnlessConfigured(config);
        const incompleteRequests = watchIncompleteRequests();
        if (config().metricsPort > 0) exportMetrics();
        // What listens to the whole process leaves with this front end.
        leaving.push(
          () => incompleteRequests.stop(),
          interceptRequests(
            watchedRouter(),
            (server) => {
              server.prependListener('upgrade', (_request, socket: Socket) =>
                incompleteRequests.ignore(socket),
              );
              drainConnections(server);
            },
            isInternal,
          ),
          logRequests(log, isInternal),
          handleTermination(log, incompleteRequests),
        );
        logConsole(log);
        if (config().tracesEndpoint !== '') await startTracing();
      },
      onRequestError(error: unknown, request: { path: string; method: string }) {
        logRequestError(log, error, request);
        if (metrics.used()) metrics().countPageFailure();
      },
    },
    async close() {
      for (const leave of leaving.splice(0)) leave();
      exporter?.closeAllConnections();
      exporter?.close();
      await tracing?.end();
      if (database.used()) await database().end();
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
