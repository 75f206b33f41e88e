#!/usr/bin/env bash
# Better Auth 1.7.7: a provider of the generic OAuth plugin that does not answer while the server starts stays
# away until the server is started again.
#
# Found: the plugin reads the discovery document when Better Auth is made, and once. A provider that is away at
# that moment, as after a power cut or in a rollout of both, is left out with one line in the log; a sign-in
# through it is "provider not found" from then on, also when it has answered for hours. Nothing asks again, and
# neither the start nor a health check of the server fails.
# Versions: better-auth 1.7.7, Node 20 and 24.
# For a builder: name authorizationUrl, tokenUrl and userInfoUrl beside discoveryUrl where ID tokens need not be
# verified, make Better Auth when somebody first signs in and throw it away when that failed, or let the
# readiness of the server depend on a request for the sign-in's address.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund better-auth@1.7.7
cat >try.mjs <<'PROGRAM'
import { createServer } from 'node:http';
import { betterAuth } from 'better-auth';
import { memoryAdapter } from 'better-auth/adapters/memory';
import { genericOAuth } from 'better-auth/plugins';

let isAway = false;
let discoveries = 0;
const provider = createServer((request, response) => {
  discoveries += 1;
  if (isAway) return response.writeHead(503).end();
  const { port } = provider.address();
  const issuer = `http://127.0.0.1:${port}`;
  response.setHeader('content-type', 'application/json');
  response.end(
    JSON.stringify({
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      userinfo_endpoint: `${issuer}/userinfo`,
      jwks_uri: `${issuer}/jwks`,
    }),
  );
});
await new Promise((resolve) => provider.listen(0, '127.0.0.1', resolve));
const { port } = provider.address();

function start() {
  const discoveryUrl = `http://127.0.0.1:${port}/.well-known/openid-configuration`;
  return betterAuth({
    baseURL: 'http://localhost:3000',
    secret: 'a secret that is long enough for this test',
    database: memoryAdapter({ user: [], session: [], account: [], verification: [] }),
    plugins: [
      genericOAuth({ config: [{ providerId: 'id', clientId: 'app', clientSecret: 's', discoveryUrl }] }),
    ],
    logger: { log: (level, message) => console.log(`  log, ${level}: ${message}`) },
    telemetry: { enabled: false },
  });
}

async function signIn(auth) {
  const request = new Request('http://localhost:3000/api/auth/sign-in/social', {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: 'http://localhost:3000' },
    body: JSON.stringify({ provider: 'id', callbackURL: '/' }),
  });
  const response = await auth.handler(request);
  const { url, code } = await response.json();
  const where = url === undefined ? code : `to ${new URL(url).pathname}`;
  return `${response.status}, ${where}, documents read so far: ${discoveries}`;
}

for (const away of [false, true]) {
  isAway = away;
  discoveries = 0;
  const auth = start();
  await auth.$context;
  isAway = false;
  console.log(`provider ${away ? 'away' : 'there'} at the start:`, await signIn(auth));
  console.log('  again:', await signIn(auth));
}
provider.close();
PROGRAM
node try.mjs | sed "s/127.0.0.1:[0-9]*/PROVIDER/" | tee seen
cat >expected <<'SEEN'
provider there at the start: 200, to /authorize, documents read so far: 1
  again: 200, to /authorize, documents read so far: 1
  log, error: Provider "id": discovery left no usable authorization endpoint or token exchange. Provider skipped.
  log, error: Provider not found. Make sure to add the provider in your auth config
provider away at the start: 404, PROVIDER_NOT_FOUND, documents read so far: 1
  log, error: Provider not found. Make sure to add the provider in your auth config
  again: 404, PROVIDER_NOT_FOUND, documents read so far: 1
SEEN
diff expected seen
