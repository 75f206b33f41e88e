import { once } from 'node:events';
import type { Server } from 'node:http';
import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FollowOptions } from '@taskora/base/stream';
import type { Kubectl } from './connect.ts';
import { forwardService } from './port-forward.ts';

const service = { name: 'web', port: 80, targetPort: 'http', selector: { app: 'web' } };

function readyPod(name: string, createdAt: string) {
  return {
    metadata: { name, labels: { app: 'web' }, creationTimestamp: createdAt },
    spec: { containers: [{ ports: [{ name: 'http', containerPort: 8080 }] }] },
    status: { conditions: [{ type: 'Ready', status: 'True' }] },
  };
}

/** Pods that are real servers of this machine, each answering with its name. */
function servedPods() {
  const servers = new Map<string, Server>();
  const pods = new Map<string, ReturnType<typeof readyPod>>();
  const kubectl: Kubectl = {
    namespace: 'acme',
    read: () => Promise.reject(new Error('not asked')),
    try: () =>
      Promise.resolve({
        exitCode: 0,
        stdout: JSON.stringify({ items: [...pods.values()] }),
        stderr: '',
      }),
  };
  const followKubectl = (args: readonly string[], { onLine, stop }: FollowOptions) =>
    new Promise<{ exitCode: number; stderr: string }>((resolve) => {
      const server = servers.get(args[1] ?? '');
      const end = (): void => resolve({ exitCode: 1, stderr: 'lost connection to pod' });
      if (server === undefined || stop.aborted) return end();
      expect(args[2]).toBe(':8080');
      onLine(`Forwarding from 127.0.0.1:${(server.address() as AddressInfo).port} -> 8080`);
      server.on('close', end);
      stop.addEventListener('abort', end);
    });
  const start = async (name: string, createdAt: string): Promise<void> => {
    const server = createServer((_request, response) => response.end(name));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    servers.set(`pod/${name}`, server);
    pods.set(name, readyPod(name, createdAt));
  };
  const end = async (name: string): Promise<void> => {
    pods.delete(name);
    const server = servers.get(`pod/${name}`);
    servers.delete(`pod/${name}`);
    server?.closeAllConnections();
    await new Promise((resolve) => server?.close(resolve));
  };
  return { kubectl, followKubectl, start, end };
}

function ask(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    get({ port, host: '127.0.0.1', agent: false }, (response) => {
      response.setEncoding('utf8').on('data', resolve);
    }).on('error', reject);
  });
}

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
      service,
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
        service,
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
