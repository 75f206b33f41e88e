import { join } from 'node:path';
import { readOptional } from '@taskora/base/files';
import type { Settings } from '../base/settings.ts';

/**
 * The profile of Minikube, which is also the one kube-context that is deployed to. Every call of Minikube
 * names it, since MINIKUBE_PROFILE may name another.
 */
export const PROFILE = 'minikube';

export interface Profile {
  readonly Driver?: string;
  readonly ExposedPorts?: readonly string[] | null;
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
