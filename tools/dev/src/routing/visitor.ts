import http2 from 'node:http2';
import https from 'node:https';
import { connect } from 'node:tls';
import { nodePort } from './place.ts';

/** How the hosts are reached: a node, and whoever vouches for the certificate. */
export interface Entrance {
  readonly node: string;
  readonly authority: string;
}

export interface Ask {
  readonly host: string;
  readonly path: string;
  /** POST where there is a JSON, else GET, if it is not given. */
  readonly method?: string;
  readonly json?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly cookies: string;
  /** The body in the pieces in which it came. */
  readonly pieces: readonly string[];
}

export const bodyOf = ({ pieces }: Answer): string => pieces.join('');

const headersOf = ({ host, json, headers }: Ask): Record<string, string> => ({
  accept: 'application/json, text/event-stream',
  origin: `https://${host}`,
  ...(json === undefined ? {} : { 'content-type': 'application/json' }),
  ...headers,
});

const textOf = ({ json }: Ask): string => (json === undefined ? '' : JSON.stringify(json));
const methodOf = ({ method, json }: Ask): string => method ?? (json === undefined ? 'GET' : 'POST');

/** Asks one of the hosts by HTTP/1.1, with its certificate checked. */
export function ask({ node, authority }: Entrance, wanted: Ask): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = https.request(
      {
        host: node,
        port: nodePort,
        servername: wanted.host,
        ca: authority,
        agent: false,
        path: wanted.path,
        method: methodOf(wanted),
        headers: { ...headersOf(wanted), host: wanted.host },
      },
      (response) => {
        const pieces: string[] = [];
        response.setEncoding('utf8').on('data', (piece: string) => pieces.push(piece));
        response.on('error', reject);
        response.on('end', () => {
          const set = response.headers['set-cookie'] ?? [];
          const cookies = set.map((each) => each.split(';')[0]).join('; ');
          resolve({ status: response.statusCode ?? 0, cookies, pieces });
        });
      },
    );
    request.on('error', reject);
    request.end(textOf(wanted));
  });
}

/** The same by HTTP/2, which browsers speak with what serves both. */
export async function askByHttp2({ node, authority }: Entrance, wanted: Ask): Promise<Answer> {
  const { host } = wanted;
  const session = http2.connect(`https://${host}`, {
    createConnection: () =>
      connect({
        host: node,
        port: nodePort,
        servername: host,
        ca: authority,
        ALPNProtocols: ['h2'],
      }),
  });
  try {
    return await new Promise((resolve, reject) => {
      session.on('error', reject);
      const request = session.request({
        ':method': methodOf(wanted),
        ':path': wanted.path,
        ...headersOf(wanted),
      });
      let status = 0;
      const pieces: string[] = [];
      request.on('response', (headers) => (status = headers[':status'] ?? 0));
      request.setEncoding('utf8').on('data', (piece: string) => pieces.push(piece));
      request.on('error', reject);
      request.on('end', () => resolve({ status, cookies: '', pieces }));
      request.end(textOf(wanted));
    });
  } finally {
    session.close();
  }
}
