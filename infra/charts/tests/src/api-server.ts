import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Secret {
  readonly metadata: { readonly name: string };
  readonly stringData: Readonly<Record<string, string>>;
}

interface Asked {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly authorization: string | undefined;
}

/**
 * Answers as the API server of a namespace does to who may only create Secrets: 201, 409 for a name
 * that is there, 403 for the names that are refused. It has a certificate of its own authority.
 */
export async function startApiServer(refused: readonly string[] = []) {
  const account = mkdtempSync(join(tmpdir(), 'service-account-'));
  const [key, certificate] = [join(account, 'key.pem'), join(account, 'ca.crt')];
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'],
      ...['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'],
      ...['-keyout', key, '-out', certificate],
    ],
    { stdio: 'ignore' },
  );
  writeFileSync(join(account, 'token'), 'token-of-the-pod');
  const secrets = new Map<string, Secret>();
  const asked: Asked[] = [];
  const tls = { key: readFileSync(key), cert: readFileSync(certificate) };
  const server = createServer(tls, (request, response) => {
    const { method, url, headers } = request;
    asked.push({ method, url, authorization: headers.authorization });
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const secret = JSON.parse(Buffer.concat(parts).toString()) as Secret;
      const { name } = secret.metadata;
      const status = refused.includes(name) ? 403 : secrets.has(name) ? 409 : 201;
      if (status === 201) secrets.set(name, secret);
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ message: `secrets "${name}": ${status}` }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    secrets,
    asked,
    environment: {
      SERVICE_ACCOUNT: account,
      KUBERNETES_SERVICE_HOST: 'localhost',
      KUBERNETES_SERVICE_PORT: String(port),
    },
    stop: async () => {
      await new Promise((resolve) => server.close(resolve));
      rmSync(account, { recursive: true });
    },
  };
}
