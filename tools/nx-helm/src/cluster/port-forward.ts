import { once } from 'node:events';
import type { Server, Socket } from 'node:net';
import { connect, createServer } from 'node:net';
import { UserError } from '@taskora/base/errors';
import { pause } from '../base/interruption.ts';
import type { Kubectl, KubectlFollow } from './connect.ts';
import type { Pod } from './pods.ts';
import { hasLabels, isReady } from './pods.ts';

/** The pods of a Service, and their port. */
export interface ServiceTarget {
  readonly name: string;
  readonly port: number;
  readonly targetPort: number | string;
  readonly selector: Readonly<Record<string, string>>;
}

export interface ServiceObject {
  readonly spec?: {
    readonly type?: string;
    readonly externalName?: string;
    readonly selector?: Readonly<Record<string, string>>;
    readonly ports?: readonly { readonly port: number; readonly targetPort?: number | string }[];
  };
}

export async function readServiceTarget(
  kubectl: Kubectl,
  name: string,
  release: string,
): Promise<ServiceTarget> {
  const text = await kubectl.read(['get', 'service', name, '--output', 'json']);
  const target = targetOf(name, JSON.parse(text) as ServiceObject);
  if (target !== undefined) return target;
  throw new UserError(
    'NXHELM_SERVICE_WITHOUT_PODS',
    `the Service ${name} names no port or selects no pods`,
    `kubectl --namespace ${kubectl.namespace} describe service ${name}`,
    { project: release },
  );
}

/** By one of its ports, or its first; undefined where it has no such port, or selects no pods. */
export function targetOf(
  name: string,
  { spec }: ServiceObject,
  wanted?: number,
): ServiceTarget | undefined {
  const { selector = {}, ports = [] } = spec ?? {};
  const found = ports.find(({ port }) => wanted === undefined || port === wanted);
  if (found === undefined || Object.keys(selector).length === 0) return undefined;
  return { name, port: found.port, targetPort: found.targetPort ?? found.port, selector };
}

interface ServedPod extends Pod {
  readonly metadata: Pod['metadata'] & { readonly creationTimestamp?: string };
  readonly spec?: {
    readonly containers?: readonly {
      readonly ports?: readonly { readonly name?: string; readonly containerPort: number }[];
    }[];
  };
}

export interface PodPort {
  readonly pod: string;
  readonly port: number;
}

/** The ready pods behind a Service, the newest first, as a rollout leaves only these. */
async function readyPods(
  kubectl: Kubectl,
  { selector, targetPort }: ServiceTarget,
): Promise<PodPort[]> {
  const { exitCode, stdout } = await kubectl.try(['get', 'pods', '--output', 'json']);
  // A cluster that does not answer for a moment has no pods for that moment.
  if (exitCode !== 0) return [];
  const { items } = JSON.parse(stdout) as { readonly items: readonly ServedPod[] };
  return items
    .filter((pod) => hasLabels(pod, selector) && isReady(pod))
    .filter(({ metadata }) => metadata.deletionTimestamp === undefined)
    .toSorted((one, other) => (createdAt(one) < createdAt(other) ? 1 : -1))
    .flatMap((pod) => {
      const port = typeof targetPort === 'number' ? targetPort : namedPort(pod, targetPort);
      return port === undefined ? [] : [{ pod: pod.metadata.name, port }];
    });
}

function createdAt({ metadata }: ServedPod): string {
  return metadata.creationTimestamp ?? '';
}

function namedPort({ spec }: ServedPod, wanted: string): number | undefined {
  return spec?.containers?.flatMap(({ ports = [] }) => ports).find(({ name }) => name === wanted)
    ?.containerPort;
}

/** A port-forward to one pod, on a local port that kubectl chose. */
export interface Tunnel {
  readonly pod: string;
  readonly localPort: number;
  /** Aborted when the port-forward has ended. */
  readonly ended: AbortSignal;
  close(): void;
}

/** Starts a port-forward to one pod; undefined when kubectl ends before it listens. */
export function openTunnel(
  followKubectl: KubectlFollow,
  { pod, port }: PodPort,
  stop: AbortSignal,
): Promise<Tunnel | undefined> {
  const closing = new AbortController();
  const close = (): void => closing.abort();
  const ending = new AbortController();
  const args = ['port-forward', `pod/${pod}`, `:${port}`, '--address', '127.0.0.1'];
  return new Promise((resolve) => {
    const running = followKubectl(args, {
      stop: AbortSignal.any([stop, closing.signal]),
      onLine: (line) => {
        const localPort = /^Forwarding from 127\.0\.0\.1:(\d+) /.exec(line)?.[1];
        if (localPort !== undefined)
          resolve({ pod, localPort: Number(localPort), ended: ending.signal, close });
      },
    });
    void running.then(() => {
      ending.abort();
      resolve(undefined);
    });
  });
}

/** The local port that stays open, whatever happens to the pods behind it. */
interface LocalListener {
  readonly port: number;
  close(): Promise<void>;
}

/** The local port of the present port-forward; waits while a rollout leaves no ready pod. */
type ResolvePort = () => Promise<number | undefined>;

async function openListener(
  port: number,
  resolvePort: ResolvePort,
  release: string,
): Promise<LocalListener> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    void proxy(socket, resolvePort);
  });
  await listen(server, port, release);
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

async function proxy(socket: Socket, resolvePort: ResolvePort): Promise<void> {
  socket.on('error', () => socket.destroy());
  const port = await resolvePort();
  if (port === undefined || socket.destroyed) return void socket.destroy();
  const upstream = connect(port, '127.0.0.1');
  upstream.on('error', () => socket.destroy());
  socket.on('close', () => upstream.destroy());
  upstream.on('close', () => socket.destroySoon());
  socket.pipe(upstream).pipe(socket);
}

function listen(server: Server, port: number, release: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(portError(port, release, error.code ?? error.message)),
    );
    // Loopback only: the service may have no login of its own.
    server.listen(port, '127.0.0.1', resolve);
  });
}

function portError(port: number, release: string, reason: string): UserError {
  const isBusy = reason === 'EADDRINUSE';
  return new UserError(
    isBusy ? 'NXHELM_PORT_BUSY' : 'NXHELM_PORT_REFUSED',
    isBusy
      ? `port ${port} of this machine is in use by another program`
      : `port ${port} of this machine cannot be opened (${reason})`,
    `npx nx run ${release}:port-forward --port ${port < 1024 ? port + 8000 : port + 1}`,
    { project: release },
  );
}

interface ForwardRequest {
  readonly kubectl: Kubectl;
  readonly followKubectl: KubectlFollow;
  readonly release: string;
  readonly service: ServiceTarget;
  /** 0 takes any that is free. */
  readonly localPort: number;
  readonly stop: AbortSignal;
  readonly say: (message: string) => void;
  /** Called with the port as soon as connections are taken. */
  readonly onOpen?: (port: number) => void;
  readonly pollMilliseconds?: number;
  /** How long a connection waits for a ready pod. */
  readonly waitMilliseconds?: number;
}

const defaultPollMilliseconds = 1000;
const defaultWaitMilliseconds = 60_000;
const graceMilliseconds = 30_000;

/**
 * Forwards one local port to a Service. `kubectl port-forward` ends with its pod; this switches to
 * the next pod, and connections in between wait for it.
 */
export async function forwardService(request: ForwardRequest): Promise<void> {
  const { release, stop } = request;
  const target = createTarget(request);
  const listener = await openListener(request.localPort, target.resolvePort, release);
  try {
    request.onOpen?.(listener.port);
    while (!stop.aborted) {
      await target.check();
      await pause(request.pollMilliseconds ?? defaultPollMilliseconds, stop);
    }
  } finally {
    await listener.close();
    if (stop.aborted) await target.ended();
  }
}

/**
 * The port-forward to a ready pod. It is replaced when its pod is terminating, before the pod is
 * gone.
 */
function createTarget(request: ForwardRequest) {
  const { kubectl, followKubectl, service, stop, say } = request;
  let last: Tunnel | undefined;
  const all = new Set<Tunnel>();
  let isWaitReported = false;
  const present = (): Tunnel | undefined => (last?.ended.aborted === false ? last : undefined);
  const use = (tunnel: Tunnel): void => {
    const old = last;
    last = tunnel;
    if (!tunnel.ended.aborted) all.add(tunnel);
    tunnel.ended.addEventListener('abort', () => all.delete(tunnel));
    isWaitReported = false;
    say(`${old === undefined ? 'connected' : 'reconnected'} to pod ${tunnel.pod}`);
    // Open connections to the old pod may finish; a terminating pod has the same grace period.
    void pause(graceMilliseconds, stop).then(() => old?.close());
  };
  const check = async (): Promise<void> => {
    const pods = await readyPods(kubectl, service);
    if (pods.some(({ pod }) => pod === present()?.pod)) return;
    const tunnel = await firstTunnel(followKubectl, pods, stop);
    if (tunnel !== undefined) return use(tunnel);
    if (!isWaitReported && present() === undefined && !stop.aborted) {
      say('no pod is ready; waiting for one');
      isWaitReported = true;
    }
  };
  const resolvePort: ResolvePort = async () => {
    const deadline = Date.now() + (request.waitMilliseconds ?? defaultWaitMilliseconds);
    while (present() === undefined && Date.now() < deadline && !stop.aborted) await pause(50, stop);
    return present()?.localPort;
  };
  /** Each kubectl, once it was asked to end. */
  const ended = async (): Promise<void> => {
    const ending = [...all].map(({ ended: signal }) => once(signal, 'abort'));
    await Promise.all(ending);
  };
  return { check, resolvePort, ended };
}

/** A pod may go between being listed and being asked. */
async function firstTunnel(
  followKubectl: KubectlFollow,
  pods: readonly PodPort[],
  stop: AbortSignal,
): Promise<Tunnel | undefined> {
  for (const pod of pods) {
    const tunnel = await openTunnel(followKubectl, pod, stop);
    if (tunnel !== undefined) return tunnel;
  }
  return undefined;
}
