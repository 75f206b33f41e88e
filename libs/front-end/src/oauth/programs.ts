import { randomUUID } from 'node:crypto';
import type { FrontEndConfig } from '@taskora/config';
import type { BetterAuthPlugin } from 'better-auth';
import type { ProgramRoute } from '../auth/auth-routes.ts';
import type { AuthConfig } from '../auth/better-auth-options.ts';
import type { Auth } from '../auth/better-auth.ts';
import { once } from '../base/once.ts';
import type { Log } from '../base/log.ts';
import type { Database } from '../database/database.ts';
import { problemResponse } from '../http/problem.ts';
import { readConsentRequest, type ConsentRequest } from './consent-request.ts';
import { createConnections, type Connections } from './connections.ts';
import { hasAuthorizationServer } from './oauth-address.ts';
import { metadataResponse } from './oauth-metadata.ts';
import { createOAuthRoute } from './oauth-routes.ts';

export interface ProgramsOptions {
  config: () => FrontEndConfig;
  database: () => Pick<Database, 'query'>;
  /** The same, whose failure means that nothing is known of accounts now. */
  accounts: () => Pick<Database, 'query'>;
  /** Better Auth with a plugin, for what is asked of that plugin. */
  makeAuth: (config: AuthConfig, plugin: BetterAuthPlugin) => Auth;
  log: Log;
}

/** All about programs that a person lets in: how they get their tokens, and which there are. */
export interface Programs {
  connections: Connections;
  readConsentRequest: (query: URLSearchParams) => Promise<ConsentRequest | null>;
  /** Undefined where there is no authorization server. */
  route: () => ProgramRoute | undefined;
  metadata: () => Promise<Response>;
}

export function createPrograms(options: ProgramsOptions): Programs {
  const { config, database, accounts, makeAuth, log } = options;
  const route = once(() => {
    if (!hasAuthorizationServer(config())) return undefined;
    const { publicUrl, authRequestsPerMinute: requestsPerMinute } = config();
    // Its tokens name it by its address, as programs compare; those of sessions have another issuer.
    const issuing = { ...config(), authIssuer: publicUrl };
    const makeServer = (plugin: BetterAuthPlugin) => makeAuth(issuing, plugin);
    return createOAuthRoute({ publicUrl, requestsPerMinute, makeAuth: makeServer, database, log });
  });
  return {
    connections: createConnections(accounts),
    readConsentRequest: (query) => readConsentRequest(query, accounts()),
    route,
    metadata: async () => {
      if (route() !== undefined) return metadataResponse(config().publicUrl);
      const detail = 'Programs get no tokens at this address.';
      return problemResponse({ requestId: randomUUID(), status: 404, title: 'Not found', detail });
    },
  };
}
