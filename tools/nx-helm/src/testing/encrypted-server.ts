import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { run } from '@taskora/base/run';

export interface EncryptedServer {
  readonly address: string;
  /** A file with the authority that nobody trusts but who names it. */
  readonly authority: string;
  stop(): Promise<void>;
}

const ecKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

/** Https in front of a server of plain http, by a certificate of an authority of its own. */
export async function startEncryptedServer(plain: string): Promise<EncryptedServer> {
  const folder = mkdtempSync(join(tmpdir(), 'nx-helm-certificate-'));
  const at = (name: string): string => join(folder, name);
  const make = async (name: string, ...args: readonly string[]): Promise<void> => {
    const files = ['-keyout', at(`${name}.key`), '-out', at(`${name}.crt`)];
    const subject = ['req', '-x509', ...ecKey, '-days', '2', '-subj', `/CN=${name}`];
    const { exitCode, stderr } = await run('openssl', [...subject, ...files, ...args]);
    if (exitCode !== 0) throw new Error(stderr);
  };
  await make('authority', '-addext', 'keyUsage=critical,keyCertSign');
  await make(
    'server',
    ...['-CA', at('authority.crt'), '-CAkey', at('authority.key')],
    ...['-addext', 'subjectAltName=IP:127.0.0.1', '-addext', 'basicConstraints=critical,CA:FALSE'],
  );
  const read = (name: string): Buffer => readFileSync(at(name));
  const server = createServer(
    { key: read('server.key'), cert: read('server.crt') },
    (request, response) => void forward(plain, request, response),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const stop = async (): Promise<void> => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
    rmSync(folder, { recursive: true });
  };
  return { address: `https://127.0.0.1:${port}`, authority: at('authority.crt'), stop };
}

async function forward(
  plain: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = 'GET', url = '/', headers } = request;
  const body = await buffer(request);
  const answer = await fetch(`${plain}${url}`, {
    method,
    headers: { authorization: headers.authorization ?? '' },
    ...(method === 'PUT' ? { body: new Uint8Array(body) } : {}),
  });
  response.writeHead(answer.status, {
    'content-type': answer.headers.get('content-type') ?? 'text/plain',
  });
  response.end(Buffer.from(await answer.arrayBuffer()));
}
