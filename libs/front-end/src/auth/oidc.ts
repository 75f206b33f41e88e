import { genericOAuth } from 'better-auth/plugins/generic-oauth';
import type { BetterAuthPlugin } from 'better-auth';
import { codeOf, errorFields, type Log } from '../base/log.ts';
import type { Auth } from './better-auth.ts';

/** The name of the provider in addresses and in the table of accounts; it never changes. */
export const providerId = 'oidc';

/** Longer than a provider takes that is there, and shorter than people wait. */
const discoveryMilliseconds = 5_000;

export interface OidcSettings {
  issuer: string;
  clientId: string;
  clientSecret: string | undefined;
}

/** The provider cannot be used now; the reason is for whoever runs this product. */
export class OidcUnavailable extends Error {
  readonly code = 'OIDC_UNAVAILABLE';
}

export interface Oidc {
  /** Better Auth with the provider; throws `OidcUnavailable`, and asks again the next time. */
  auth(): Promise<Auth>;
}

async function readJson(url: string): Promise<unknown> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(discoveryMilliseconds) });
    if (response.ok) return await response.json();
    throw new Error(`it answered ${response.status}`);
  } catch (error) {
    const cause: unknown = Reflect.get(Object(error), 'cause') ?? error;
    const why = codeOf(cause) ?? errorFields(cause)['reason'];
    throw new OidcUnavailable(`${url} gave no discovery document (${String(why)})`);
  }
}

const withoutSlash = (text: string) => text.replace(/\/$/, '');

/** Better Auth would leave a provider out for good that it could not discover when it started. */
async function discover(issuer: string): Promise<string> {
  const url = `${withoutSlash(issuer)}/.well-known/openid-configuration`;
  const document = Object(await readJson(url));
  const named: unknown = Reflect.get(document, 'issuer');
  if (typeof named !== 'string' || withoutSlash(named) !== withoutSlash(issuer)) {
    throw new OidcUnavailable(`${url} is the document of another issuer than OIDC_ISSUER`);
  }
  return url;
}

const textIn = (profile: Record<string, unknown>, key: string): string | undefined => {
  const value = profile[key];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** What people are called here; providers need not give a name. */
const nameOf = (profile: Record<string, unknown>): string =>
  textIn(profile, 'name') ??
  textIn(profile, 'preferred_username') ??
  textIn(profile, 'email')?.split('@')[0] ??
  '';

function pluginFor(settings: OidcSettings, discoveryUrl: string): BetterAuthPlugin {
  const { clientId, clientSecret } = settings;
  return genericOAuth({
    config: [
      {
        providerId,
        discoveryUrl,
        clientId,
        ...(clientSecret === undefined
          ? { tokenEndpointAuth: { method: 'none' } }
          : { clientSecret, authentication: 'basic' }),
        pkce: true,
        requireIdTokenVerification: true,
        scopes: ['openid', 'email', 'profile'],
        mapProfileToUser: (profile) => ({
          name: nameOf(profile),
          // Texts such as "false" would count as a yes.
          emailVerified: profile['email_verified'] === true,
        }),
      },
    ],
  });
}

/**
 * Sign-in with a provider of identities. It is discovered when somebody first asks for it, so that neither the
 * start of this server nor sign-ins with passwords depend on it.
 */
export function createOidc(
  settings: OidcSettings,
  makeAuth: (plugin: BetterAuthPlugin) => Auth,
  log: Log,
): Oidc {
  let made: Promise<Auth> | undefined;

  async function make(): Promise<Auth> {
    const auth = makeAuth(pluginFor(settings, await discover(settings.issuer)));
    const { socialProviders } = await auth.$context;
    if (socialProviders.some(({ id }) => id === providerId)) return auth;
    throw new OidcUnavailable(`the discovery document of ${settings.issuer} is not complete`);
  }

  return {
    auth() {
      made ??= make().catch((error: unknown) => {
        made = undefined;
        log.error('the provider of identities cannot be used', errorFields(error));
        throw error;
      });
      return made;
    },
  };
}
