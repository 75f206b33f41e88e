import { once } from 'node:events';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Background } from '../background.ts';
import { startServer } from '../background.ts';
import type { Stage } from '../stage.ts';
import type { Owner } from './programs.ts';
import { sourcesOf } from './programs.ts';

/** Where in the sources of a Go module its custom resources are described. */
export interface Definitions {
  readonly module: string;
  readonly folder: string;
}

/**
 * Controllers that are no pods: processes of this machine that speak to the cluster's API server, as the same
 * programs do in a pod. Their custom resources are in the cluster as long as they run.
 */
export interface Controllers {
  /** Given to programs that read a kubeconfig: the cluster and nothing else. */
  readonly kubeconfig: string;
  /** For what they write to the disk. */
  readonly scratch: string;
  /** Runs until `stop`. */
  start(command: readonly string[], isReady: () => Promise<boolean>): Promise<void>;
  stop(): Promise<void>;
}

export async function prepareControllers(
  stage: Stage,
  owner: Owner,
  definitions: readonly Definitions[],
): Promise<Controllers> {
  const scratch = join(stage.root, '.cache', owner);
  mkdirSync(scratch, { recursive: true });
  const described: string[] = [];
  for (const { module, folder } of definitions) {
    const place = join(await sourcesOf(owner, module, scratch), folder);
    const files = readdirSync(place).filter((file) => file !== 'kustomization.yaml');
    described.push(...files.map((file) => join(place, file)));
  }
  const files = described.flatMap((file) => ['--filename', file]);
  // Not applied: a cluster that has such controllers of its own must not get others beside them.
  await stage.kubectl(['create', ...files]);
  await stage.kubectl(['wait', '--for=condition=Established', ...files]);
  const kubeconfig = join(scratch, 'kubeconfig');
  const view = await stage.kubectl(['config', 'view', '--minify', '--flatten']);
  writeFileSync(kubeconfig, view, { mode: 0o600 });
  const running: Background[] = [];
  return {
    kubeconfig,
    scratch,
    start: async (command, isReady) => {
      running.push(await startServer(command, isReady));
    },
    stop: async () => {
      for (const each of running.toReversed()) await each.stop();
      await stage.kubectl(['delete', '--ignore-not-found', ...files]);
    },
  };
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** By what a server says of itself at an address for that. */
export async function saysReady(address: string): Promise<boolean> {
  return fetch(address).then(
    ({ ok }) => ok,
    () => false,
  );
}
