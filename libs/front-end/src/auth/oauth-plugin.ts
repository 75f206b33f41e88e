import { oauthProvider } from '@better-auth/oauth-provider';
import type { BetterAuthPlugin } from 'better-auth';

/** What a program may ask a person for; the API knows these names (docs/mcp.md). */
export const programScopes = ['tasks:read', 'tasks:write'] as const;

/** By it a program gets a refresh token: here each one does, and no person is asked about it. */
export const refreshScope = 'offline_access';

/** The page that asks a person whether a program may be connected, and that says why it may not. */
export const consentPage = '/connect';

/** Where a page must have an answer to: the request that it shows is signed for as long, and so is a code. */
const codeSeconds = 10 * 60;
/** As long as a token of a session: what is revoked opens nothing afterwards. */
const accessTokenSeconds = 5 * 60;
const refreshTokenSeconds = 30 * 24 * 60 * 60;
/** An answer may be lost with a pod; the program that asks again gets the same one. */
const repeatSeconds = 10;

export interface OAuthPluginOptions {
  /** The address that people have for /mcp: the audience of every token. */
  resource: string;
  requestsPerMinute: number;
  registrationsPerMinute: number;
}

/**
 * The authorization server of OAuth 2.1. Its tables are among those of the accounts, so the migration has this plugin
 * too; requests reach it through `oauth/oauth-routes.ts`, which opens five of its addresses.
 */
export function oauthPlugin(options: OAuthPluginOptions): BetterAuthPlugin {
  const perMinute = { window: 60, max: options.requestsPerMinute };
  const plugin = oauthProvider({
    loginPage: consentPage,
    consentPage,
    scopes: [...programScopes, refreshScope],
    grantTypes: ['authorization_code', 'refresh_token'],
    allowDynamicClientRegistration: true,
    allowUnauthenticatedClientRegistration: true,
    resources: [{ identifier: options.resource, name: 'Taskora' }],
    // There is one resource, and whoever registers may ask for it.
    enforcePerClientResources: false,
    codeExpiresIn: codeSeconds,
    accessTokenExpiresIn: accessTokenSeconds,
    refreshTokenExpiresIn: refreshTokenSeconds,
    refreshTokenReuseInterval: repeatSeconds,
    rateLimit: {
      authorize: perMinute,
      token: perMinute,
      revoke: perMinute,
      register: { window: 60, max: options.registrationsPerMinute },
    },
  });
  // What it says of its addresses for documents of OpenAPI has fields that are there and undefined, which is
  // another type where optional ones are exact.
  return plugin as unknown as BetterAuthPlugin;
}
