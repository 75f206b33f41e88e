import type { KubectlFollow } from './kubectl.ts';
import type { PodPort } from './service-target.ts';

/** A way to one pod, on a port that kubectl chose. */
export interface Tunnel {
  readonly pod: string;
  readonly localPort: number;
  /** Aborted when the way is closed. */
  readonly ended: AbortSignal;
  close(): void;
}

/** Opens a way to one pod; undefined when kubectl ends before there is one. */
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
