import type { Agent, RequestOptions } from 'node:https';
import { hasProxy, kubeconfigFiles } from '../base/settings.ts';
import type { ApiAddress } from './api-address.ts';
import { apiAddress } from './api-address.ts';

/**
 * Gives what the API server answers to a GET, or undefined where it does not answer with 200 or cannot be
 * asked directly. Then kubectl is asked, which also says what is wrong.
 */
export type AskServer = (path: string, accept?: string) => Promise<unknown>;

/** As JSON the objects as they are; metadata alone leaves out what is large and secret. */
const asObjects = 'application/json';
export const asMetadata =
  'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json';

/** As many as the lists of a release need to overlap; each has a handshake of its own. */
const mostConnections = 3;
const timeoutMilliseconds = 10_000;

/** Asks without a process of kubectl, which takes longer to start than the API server to answer. */
export function serverOf(context: string): AskServer {
  let asking: Promise<AskServer> | undefined;
  return async (path, accept) => {
    asking ??= connected(hasProxy() ? undefined : apiAddress(kubeconfigFiles(), context));
    return (await asking)(path, accept);
  };
}

async function connected(address: ApiAddress | undefined): Promise<AskServer> {
  if (address === undefined) return () => Promise.resolve(undefined);
  // Loaded only here: the encryption of Node takes a while, and a context may not be of this kind.
  const { Agent, request } = await import('node:https');
  const { server, token, ...credentials } = address;
  // Connections at rest do not keep the process.
  const agent: Agent = new Agent({
    ...credentials,
    keepAlive: true,
    maxSockets: mostConnections,
    // Node's variable that trusts everybody is none of kubectl's.
    rejectUnauthorized: true,
  });
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return (path, accept = asObjects) => {
    const headers = { accept, 'user-agent': 'nx-helm', ...authorization };
    const options: RequestOptions = { agent, headers, timeout: timeoutMilliseconds };
    return new Promise((resolve) => {
      const nothing = (): void => resolve(undefined);
      try {
        const call = request(`${server.replace(/\/$/, '')}${path}`, options, (response) => {
          const parts: Buffer[] = [];
          response.on('data', (part: Buffer) => parts.push(part));
          response.on('error', nothing);
          response.on('end', () =>
            resolve(response.statusCode === 200 ? parsed(Buffer.concat(parts)) : undefined),
          );
          response.on('close', nothing);
        });
        call.on('timeout', () => call.destroy());
        call.on('error', nothing);
        call.end();
      } catch {
        // A certificate or a key that Node's OpenSSL does not take; kubectl may.
        nothing();
      }
    });
  };
}

function parsed(text: Buffer): unknown {
  try {
    return JSON.parse(text.toString());
  } catch {
    return undefined;
  }
}
