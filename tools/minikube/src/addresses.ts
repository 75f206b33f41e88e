import { join } from 'node:path';
import { NODE_PORTS } from '../preflight/ports.mjs';
import { readOptional } from '@taskora/base/files';
import type { ClusterNode } from './kubernetes/api.ts';
import type { Settings } from './settings.ts';

export interface Addresses {
  readonly web: string;
  readonly chatbot: string;
}

export interface Profile {
  readonly Driver?: string;
  readonly ExposedPorts?: readonly string[] | null;
}

/** Where a person reaches web and chatbot: this machine's loopback where the ports are led there. */
export function addressesOf(
  settings: Settings,
  profile: string,
  nodes: readonly ClusterNode[],
): Addresses {
  const host = isOnLoopback(settings, profile) ? 'localhost' : (nodes[0]?.address ?? 'localhost');
  return {
    web: `http://${host}:${NODE_PORTS.web}`,
    chatbot: `http://${host}:${NODE_PORTS.chatbot}`,
  };
}

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
    Driver === 'none' || Object.values(NODE_PORTS).every((port) => exposed.includes(`${port}:`))
  );
}
