import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServiceKind } from '../src/generators/names.ts';
import { finish, succeed } from './foreign-commands.ts';

export interface ForeignWorkspaceOptions {
  /** The packed plugin and its base, as `nx run nx-helm:pack` makes them. */
  readonly packageFiles: readonly string[];
  /** Outside this repository; a folder of its own is made in it and removed. */
  readonly temporaryFolder: string;
  /** An image with Node that the local engine has, by tag. */
  readonly baseImageReference: string;
  /** One with Python 3.13; without it there is no FastAPI service. */
  readonly pythonImageReference?: string;
  /** Absolute folder with helm, kubectl, kubeconform and minikube. */
  readonly programsDirectory: string;
  /** Absolute folder with the schemas of Kubernetes. */
  readonly schemasDirectory: string;
  /** Made for this run, and removed. */
  readonly namespace: string;
  readonly engine?: 'docker' | 'podman';
  /** Kinds of service that are generated, built, linted and tested; by default all. */
  readonly kinds?: readonly ServiceKind[];
  /** Those of them that are deployed. */
  readonly deployed?: readonly ServiceKind[];
  /** From an empty folder to a release and its removal, and nothing beside it. */
  readonly isShort?: boolean;
  readonly say?: (line: string) => void;
}

/** One run, as its steps hand it on. */
export interface Run {
  readonly options: ForeignWorkspaceOptions;
  readonly parent: string;
  readonly root: string;
  readonly seconds: Record<string, number>;
}

export async function generate(
  { root }: Run,
  name: string,
  ...args: readonly string[]
): Promise<string> {
  return succeed(root, 'npx', ['nx', 'g', `@taskora/nx-helm:${name}`, ...args]);
}

export async function runDeploy(run: Run): Promise<void> {
  const projects = deployedNames(run).join(',');
  await succeed(run.root, 'npx', ['nx', 'run-many', '-t', 'helm-deploy', '-p', projects]);
}

const projectByKind = { node: 'shop-api', next: 'shop-site', fastapi: 'shop-model' };

export function deployedNames({ options }: Run): string[] {
  return (options.deployed ?? ['node']).map((kind) => projectByKind[kind]);
}

export function actionOf({ root }: Run, project: string): string {
  const report = join(root, 'dist', 'deploys', `${project}.json`);
  const { action } = JSON.parse(readFileSync(report, 'utf8')) as { action: string };
  return action;
}

/** Tags name content: two runs, at two places, must have built the same. */
export function builtReferences({ root }: Run): string[] {
  return ['image-node', ...Object.values(projectByKind)]
    .map((name) => join(root, 'dist', 'images', name, 'reference'))
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file, 'utf8').trim());
}

/** What was built is nobody's afterwards: neither on the node nor in the engine. */
export async function removeImages(run: Run): Promise<void> {
  const { root, options } = run;
  const references = builtReferences(run);
  if (references.length === 0) return;
  const minikube = join(options.programsDirectory, 'minikube');
  await finish(root, minikube, ['image', 'rm', ...references]);
  await finish(root, options.engine ?? 'podman', ['image', 'rm', ...references]);
}
