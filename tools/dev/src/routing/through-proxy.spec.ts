import { once } from 'node:events';
import { request } from 'node:http';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { hosts } from './place.ts';
import { startProxy } from './through-proxy.ts';

/** Somebody who says back what is said to them. */
async function startEcho() {
  const server = createServer((socket) => socket.pipe(socket)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port };
}

describe('the proxy of a browser to the routing (K4)', () => {
  it('passes bytes to both hosts, and leads nowhere else', async () => {
    const { server, port } = await startEcho();
    const proxy = await startProxy('127.0.0.1', port);
    const { hostname, port: ofProxy } = new URL(proxy.url);
    const dial = async (path: string) => {
      const asked = request({ host: hostname, port: ofProxy, method: 'CONNECT', path }).end();
      const [{ statusCode }, socket] = (await once(asked, 'connect')) as [
        { statusCode: number },
        Socket,
      ];
      return { statusCode, socket };
    };
    try {
      for (const host of Object.values(hosts)) {
        const { statusCode, socket } = await dial(`${host}:443`);
        expect(statusCode).toBe(200);
        socket.write('hello');
        expect(String((await once(socket, 'data'))[0])).toBe('hello');
        socket.destroy();
      }
      expect((await dial('example.org:443')).statusCode).toBe(403);
    } finally {
      await proxy.stop();
      server.close();
    }
    const late = connect(Number(ofProxy), hostname);
    await expect(once(late, 'connect')).rejects.toThrow('ECONNREFUSED');
  });
});
