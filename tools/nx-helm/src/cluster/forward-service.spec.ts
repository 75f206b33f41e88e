import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ask, servedPods, servedService } from '../testing/served-pods.ts';
import { forwardService } from './port-forward.ts';

describe('port-forward (K6)', () => {
  it('keeps its port while one pod takes the place of another', async () => {
    const pods = servedPods();
    await pods.start('web-1', '2026-01-01T00:00:00Z');
    const stopping = new AbortController();
    const said: string[] = [];
    let open: (port: number) => void = () => undefined;
    const opened = new Promise<number>((resolve) => {
      open = resolve;
    });
    const forwarding = forwardService({
      ...pods,
      release: 'web',
      service: servedService,
      localPort: 0,
      stop: stopping.signal,
      say: (message) => said.push(message),
      onOpen: (port) => open(port),
      pollMilliseconds: 5,
    });
    const port = await opened;
    expect(await ask(port)).toBe('web-1');
    await pods.end('web-1');
    // Asked while there is no pod: the answer waits for the next one.
    const answer = ask(port);
    await pods.start('web-2', '2026-01-01T00:01:00Z');
    expect(await answer).toBe('web-2');
    stopping.abort();
    await forwarding;
    expect(pods.running()).toBe(0);
    await expect(ask(port)).rejects.toThrow('ECONNREFUSED');
    expect(said).toContain('reconnected to pod web-2');
    await pods.end('web-2');
  });

  it('refuses a port that another program has, and names one to try', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { kubectl, followKubectl } = servedPods();
    const stop = new AbortController().signal;
    await expect(
      forwardService({
        kubectl,
        followKubectl,
        release: 'web',
        service: servedService,
        localPort: port,
        stop,
        say: () => undefined,
      }),
    ).rejects.toThrow(
      new RegExp(`NXHELM_PORT_BUSY: port ${port} .*Do: npx nx run web:port-forward --port`),
    );
    other.close();
  });
});
