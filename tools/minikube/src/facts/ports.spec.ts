import { createServer, type AddressInfo, type Server } from 'node:net';
import { isPortTaken, listenerOf } from '../../preflight/ports.mjs';
import { checkPorts } from './ports.ts';

const listen = (host: string): Promise<Server> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, host, () => resolve(server));
  });
const portOf = (server: Server): number => (server.address() as AddressInfo).port;
const close = (server: Server): Promise<void> =>
  new Promise((resolve) => server.close(() => resolve()));

describe('the ports of the services', () => {
  it.each(['127.0.0.1', '0.0.0.0', '::'])(
    'are refused when somebody listens on %s',
    async (host) => {
      const server = await listen(host);
      const port = portOf(server);
      try {
        await expect(checkPorts({ product: 'Example', nodePorts: { web: port } })).rejects.toThrow(
          new RegExp(`^PORT_TAKEN: port ${port} is taken by .*process ${process.pid}.*Do: kill`),
        );
        expect(listenerOf(port)?.pid).toBe(process.pid);
      } finally {
        await close(server);
      }
    },
  );

  it('are taken when they are free', async () => {
    const server = await listen('127.0.0.1');
    const port = portOf(server);
    await close(server);
    await expect(
      checkPorts({ product: 'Example', nodePorts: { web: port } }),
    ).resolves.toBeUndefined();
    await expect(isPortTaken(port, '0.0.0.0')).resolves.toBe(false);
  });
});
