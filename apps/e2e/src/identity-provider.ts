import { once } from 'node:events';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

/** A provider of identities at its address, whose own pages ask who somebody is and whether they agree. */
export async function startProvider(issuer: string, web: string) {
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'taskora',
        token_endpoint_auth_method: 'none',
        redirect_uris: [`${web}/api/auth/callback/oidc`],
      },
    ],
    claims: { email: ['email', 'email_verified'], openid: ['sub'], profile: ['name'] },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => ({ sub: id, email: id, email_verified: true, name: 'Olga' }),
    }),
    cookies: { keys: ['a key for tests'] },
  });
  let signIns = 0;
  provider.on('grant.success', () => (signIns += 1));
  const server = createServer((request, response) => {
    void provider.callback()(request, response);
  });
  server.listen(Number(new URL(issuer).port), 'localhost');
  await once(server, 'listening');
  return {
    signIns: () => signIns,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
