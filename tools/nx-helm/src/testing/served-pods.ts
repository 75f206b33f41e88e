import { once } from 'node:events';
import type { Server } from 'node:http';
import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FollowOptions } from '@taskora/base/stream';
import type { Kubectl } from '../cluster/connect.ts';

/** The Service of the pods. */
export const servedService = {
  name: 'web',
  port: 80,
  targetPort: 'http',
  selector: { app: 'web' },
};

function readyPod(name: string, createdAt: string) {
  return {
    metadata: { name, labels: { app: 'web' }, creationTimestamp: createdAt },
    spec: { containers: [{ ports: [{ name: 'http', containerPort: 8080 }] }] },
    status: { conditions: [{ type: 'Ready', status: 'True' }] },
  };
}

/** Pods that are real servers of this machine, each answering with its name. */
export function servedPods() {
  const servers = new Map<string, Server>();
  const pods = new Map<string, ReturnType<typeof readyPod>>();
  let running = 0;
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
      const lost = { exitCode: 1, stderr: 'lost connection to pod' };
      if (server === undefined || stop.aborted) return resolve(lost);
      let isRunning = true;
      const end = (): void => {
        running -= isRunning ? 1 : 0;
        isRunning = false;
        resolve(lost);
      };
      expect(args[2]).toBe(':8080');
      running += 1;
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
  return { kubectl, followKubectl, start, end, running: () => running };
}

/** What answers on a port of this machine. */
export function ask(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    get({ port, host: '127.0.0.1', agent: false }, (response) => {
      response.setEncoding('utf8').on('data', resolve);
    }).on('error', reject);
  });
}
