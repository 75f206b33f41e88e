import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { hosts, nodePort } from './place.ts';

const allowed: readonly string[] = Object.values(hosts).map((host) => `${host}:443`);

/**
 * A proxy by which a browser reaches both hosts at the port of a node, as a domain's records would lead it:
 * it passes bytes on and sees nothing of what they say.
 */
export async function startProxy(node: string, port = nodePort) {
  const sockets = new Set<Socket>();
  const server = createServer((_request, response) => response.writeHead(405).end());
  server.on('connect', ({ url = '' }, client: Socket, head: Buffer) => {
    if (!allowed.includes(url)) return client.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    const upstream = connect(port, node);
    for (const socket of [client, upstream]) {
      sockets.add(socket.on('error', () => undefined));
      socket.on('close', () => sockets.delete(socket));
    }
    upstream.on('connect', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.write(head);
      client.pipe(upstream).pipe(client);
    });
    upstream.on('close', () => client.destroy());
    client.on('close', () => upstream.destroy());
    return undefined;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop(): Promise<void> {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}
