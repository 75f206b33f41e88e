import http, {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Served {
  server: Server;
  port: number;
  url: string;
  close: () => Promise<void>;
}

/** A listener of node:http behind a real port of this machine. */
export async function serve(
  listener: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<Served> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    server,
    port,
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export interface RawRequest {
  port: number;
  /** Sent as it is: `fetch` would resolve dot segments and refuse some methods. */
  path: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

export function sendRaw({ body, ...options }: RawRequest): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = http.request({ host: '127.0.0.1', agent: false, ...options }, (incoming) => {
      const pieces: Buffer[] = [];
      incoming.on('data', (piece: Buffer) => pieces.push(piece));
      incoming.on('error', reject);
      incoming.on('end', () => {
        const headers = new Headers();
        for (const [name, value] of Object.entries(incoming.headers)) {
          for (const each of [value].flat()) if (each !== undefined) headers.append(name, each);
        }
        const text = Buffer.concat(pieces);
        const status = incoming.statusCode ?? 0;
        const isEmpty = text.length === 0 || [204, 304].includes(status);
        resolve(new Response(isEmpty ? null : text, { status, headers }));
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}
