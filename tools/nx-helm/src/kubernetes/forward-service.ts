import { pause } from '../process/until-stopped.ts';
import type { Kubectl, KubectlFollow } from './kubectl.ts';
import { openDoor } from './local-door.ts';
import type { PodPort, ServiceTarget } from './service-target.ts';
import { readyPods } from './service-target.ts';
import type { Tunnel } from './tunnel.ts';
import { openTunnel } from './tunnel.ts';

export interface ForwardRequest {
  readonly kubectl: Kubectl;
  readonly followKubectl: KubectlFollow;
  readonly release: string;
  readonly service: ServiceTarget;
  /** 0 takes any that is free. */
  readonly localPort: number;
  readonly stop: AbortSignal;
  readonly say: (words: string) => void;
  /** Called with the port as soon as connections are taken. */
  readonly onOpen?: (port: number) => void;
  readonly pollMilliseconds?: number;
  /** How long a connection waits for a ready pod. */
  readonly patienceMilliseconds?: number;
}

const defaultPollMilliseconds = 1000;
const defaultPatienceMilliseconds = 60_000;
const graceMilliseconds = 30_000;

/**
 * Keeps one port of this machine leading to a Service. kubectl's own way ends with its pod; this one
 * takes the next pod, and connections that come in between wait for it.
 */
export async function forwardService(request: ForwardRequest): Promise<void> {
  const { release, service, stop, say } = request;
  const way = createWay(request);
  const door = await openDoor(request.localPort, way.next, release);
  try {
    say(`http://localhost:${door.port} leads to Service ${service.name}, port ${service.port}`);
    request.onOpen?.(door.port);
    while (!stop.aborted) {
      await way.check();
      await pause(request.pollMilliseconds ?? defaultPollMilliseconds, stop);
    }
  } finally {
    await door.close();
  }
}

/** The present way to a ready pod. It is changed when its pod is going, before it is gone. */
function createWay(request: ForwardRequest) {
  const { kubectl, followKubectl, service, stop, say } = request;
  let last: Tunnel | undefined;
  let isWaitingTold = false;
  const present = (): Tunnel | undefined => (last?.ended.aborted === false ? last : undefined);
  const use = (tunnel: Tunnel): void => {
    const old = last;
    last = tunnel;
    isWaitingTold = false;
    say(`${old === undefined ? 'connected' : 'reconnected'} to pod ${tunnel.pod}`);
    // What is under way to the old pod may end; a pod that goes has as long itself.
    void pause(graceMilliseconds, stop).then(() => old?.close());
  };
  const check = async (): Promise<void> => {
    const pods = await readyPods(kubectl, service);
    if (pods.some(({ pod }) => pod === present()?.pod)) return;
    const tunnel = await firstTunnel(followKubectl, pods, stop);
    if (tunnel !== undefined) return use(tunnel);
    if (!isWaitingTold && present() === undefined && !stop.aborted) {
      say('no pod is ready; waiting for one');
      isWaitingTold = true;
    }
  };
  const next = async (): Promise<number | undefined> => {
    const deadline = Date.now() + (request.patienceMilliseconds ?? defaultPatienceMilliseconds);
    while (present() === undefined && Date.now() < deadline && !stop.aborted) await pause(50, stop);
    return present()?.localPort;
  };
  return { check, next };
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
