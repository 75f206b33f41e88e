import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Service } from './settings.ts';

export interface AuthorizingProxy {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Adds the token to each request and leaves all else as it is, the host and the origin too: the suite has
 * no option for headers.
 */
export async function startAuthorizingProxy({ url, token }: Service): Promise<AuthorizingProxy> {
  const target = new URL(url);
  const server = http.createServer((request, response) => {
    const outgoing = http.request({
      host: target.hostname,
      port: target.port,
      method: request.method,
      path: request.url,
      headers: { ...request.headers, authorization: `Bearer ${token}` },
    });
    outgoing.once('response', (incoming) => {
      response.writeHead(incoming.statusCode ?? 502, incoming.headers);
      incoming.pipe(response);
    });
    outgoing.once('error', () => response.destroy());
    request.pipe(outgoing);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
