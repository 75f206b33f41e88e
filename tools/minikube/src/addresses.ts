import { join } from 'node:path';
import { readOptional } from '@taskora/base/files';
import type { ClusterNode } from './kubernetes/api.ts';
import type { Settings } from './settings.ts';

/** By the name of the service. */
export type Addresses = Readonly<Record<string, string>>;

export interface Profile {
  readonly Driver?: string;
  readonly ExposedPorts?: readonly string[] | null;
}

/** Where a person reaches the services: this machine's loopback where the ports are forwarded there. */
export function addressesOf(
  settings: Settings,
  profile: string,
  nodes: readonly ClusterNode[],
): Addresses {
  const host = isOnLoopback(settings, profile) ? 'localhost' : (nodes[0]?.address ?? 'localhost');
  const ports = Object.entries(settings.nodePorts);
  return Object.fromEntries(ports.map(([name, port]) => [name, `http://${host}:${port}`]));
}

export const describeAddresses = (addresses: Addresses): string =>
  Object.entries(addresses)
    .map(([name, address]) => `${name} ${address}`)
    .join(', ');

/** What Minikube keeps about a profile, or undefined where it has none of that name. */
export function profileOf(settings: Settings, name: string): Profile | undefined {
  const text = readOptional(join(settings.minikubeHome, 'profiles', name, 'config.json'));
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as Profile;
  } catch {
    return undefined;
  }
}

function isOnLoopback(settings: Settings, name: string): boolean {
  const { Driver, ExposedPorts } = profileOf(settings, name) ?? {};
  const exposed = (ExposedPorts ?? []).join(' ');
  return (
    Driver === 'none' ||
    Object.values(settings.nodePorts).every((port) => exposed.includes(`${port}:`))
  );
}
