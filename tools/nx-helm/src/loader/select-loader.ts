import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { minikubeHome } from '../settings.ts';
import { resolveProgram } from '../process/program.ts';
import { containerdLoader } from './containerd-loader.ts';
import { dockerLoader } from './docker-loader.ts';
import type { Loader } from './loader.ts';
import { minikubeLoader } from './minikube-loader.ts';

interface Profile {
  readonly Driver?: string;
  readonly KubernetesConfig?: { readonly ContainerRuntime?: string };
  readonly Nodes?: readonly unknown[];
}

/** Minikube names a kube-context after its profile, so the context tells which profile to load into. */
export function selectLoader(
  workspaceRoot: string,
  programsDirectory: string,
  context: string,
): Loader {
  const profile = readProfile(context);
  const isThisMachine = profile.Driver === 'none' && profile.Nodes?.length === 1;
  const runtime = profile.KubernetesConfig?.ContainerRuntime;
  if (isThisMachine && runtime === 'containerd') return containerdLoader();
  if (isThisMachine && runtime === 'docker') return dockerLoader();
  const minikube = resolveProgram('minikube', workspaceRoot, programsDirectory);
  return minikubeLoader(minikube, context);
}

function readProfile(name: string): Profile {
  const file = join(minikubeHome(), 'profiles', name, 'config.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Profile) : {};
}
