import type { IncomingMessage, ServerResponse } from 'node:http';
import Provider, { type Configuration } from 'oidc-provider';
import { serve } from './http-server.ts';

export interface ProviderPerson {
  email: string;
  verified: boolean;
}

export interface OidcServer {
  issuer: string;
  /** Whoever is at the provider's pages now; they agree to everything. */
  person: ProviderPerson;
  /** What was asked at its pages for sign-in, as the browser brought it. */
  authorizations: URLSearchParams[];
  close(): Promise<void>;
}

export const client = { id: 'taskora', secret: 'a secret of the provider' };

const configuration = (callbacks: string[], person: () => ProviderPerson): Configuration => ({
  clients: [{ client_id: client.id, client_secret: client.secret, redirect_uris: callbacks }],
  claims: { email: ['email', 'email_verified'], openid: ['sub'], profile: ['name'] },
  findAccount: (_context, id) => ({
    accountId: id,
    claims: () => ({
      sub: id,
      email: id,
      email_verified: person().verified,
      name: 'Ada of the provider',
    }),
  }),
  pkce: { required: () => true },
  features: { devInteractions: { enabled: false } },
  cookies: { keys: ['a key for tests'] },
  ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
});

/** A real provider of identities behind a port of this machine, whose pages need nobody to press anything. */
export async function startOidcServer(callbacks: string[]): Promise<OidcServer> {
  const state = { person: { email: '', verified: true } };
  const authorizations: URLSearchParams[] = [];
  /** Its address is known only when the server listens that hands requests on to it. */
  const running = Promise.withResolvers<Provider>();

  async function agree(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const provider = await running.promise;
    const { prompt, params, session } = await provider.interactionDetails(request, response);
    if (prompt.name === 'login') {
      const login = { accountId: state.person.email };
      await provider.interactionFinished(request, response, { login });
      return;
    }
    const accountId = session?.accountId ?? '';
    const grant = new provider.Grant({ accountId, clientId: String(params['client_id']) });
    grant.addOIDCScope(String(params['scope']));
    const consent = { grantId: await grant.save() };
    await provider.interactionFinished(request, response, { consent });
  }

  const served = await serve((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (url.pathname === '/auth') authorizations.push(url.searchParams);
    if (url.pathname.startsWith('/interaction/')) void agree(request, response);
    else void running.promise.then((provider) => provider.callback()(request, response));
  });
  running.resolve(
    new Provider(
      served.url,
      configuration(callbacks, () => state.person),
    ),
  );
  return {
    issuer: served.url,
    get person() {
      return state.person;
    },
    set person(person) {
      state.person = person;
    },
    authorizations,
    close: served.close,
  };
}
