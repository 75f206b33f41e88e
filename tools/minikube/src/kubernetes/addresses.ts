import type { ClusterNode } from './api.ts';
import type { Settings } from '../base/settings.ts';
import { profileOf } from './profile.ts';

/** By the name of the service. */
export type Addresses = Readonly<Record<string, string>>;

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

function isOnLoopback(settings: Settings, name: string): boolean {
  const { Driver, ExposedPorts } = profileOf(settings, name) ?? {};
  const exposed = (ExposedPorts ?? []).join(' ');
  return (
    Driver === 'none' ||
    Object.values(settings.nodePorts).every((port) => exposed.includes(`${port}:`))
  );
}
