import { existsSync, readdirSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { ExecutorContext } from '@nx/devkit';
import { UserError } from '@taskora/base/errors';
import type { Environment } from '../../chart/environment-file.ts';
import { readEnvironment } from '../../chart/environment-file.ts';
import { readFingerprint } from '../../chart/manifests.ts';
import type { DeployedRelease } from '../../chart/releases.ts';
import { withoutTests } from '../../chart/render.ts';
import { renderedText } from '../../chart/rendered-text.ts';
import { writeArtifact } from '../../image/artifact.ts';
import { pushLayout } from '../../image/push-artifact.ts';
import type { Registry } from '../../image/registry.ts';
import { parseRegistry, repositoryName } from '../../image/registry.ts';
import { refuseDirtyTree } from '../../release/protection.ts';
import { incomplete, renderReleases } from '../plan/plan-environment.ts';
import { executorOfAny, printAnswer, refuseUnconfirmedChange, releasesAsked } from '../report.ts';

export interface HandoffOptions {
  readonly environment?: string;
  readonly format?: 'oci' | 'folder';
  readonly folder?: string;
  readonly registry?: string;
  readonly push?: boolean;
  readonly confirm?: string;
  readonly json?: boolean;
}

/** What somebody else, such as Flux or Argo CD, is handed of one release. */
interface HandedOver {
  readonly release: string;
  readonly fingerprint: string;
  /** Relative to the workspace. */
  readonly folder: string;
  readonly digest?: string;
  /** With the registry, without tag; set where it was pushed, or was there already. */
  readonly repository?: string;
  readonly action: 'written' | 'pushed' | 'present';
}

/** Writes the manifests of each release for a program that deploys them; no cluster is asked. */
export default executorOfAny<HandoffOptions>(async (options, context, project) => {
  const { environment, releases, leftOut } = releasesAsked(options.environment, context, project);
  const isPushed = options.format !== 'folder' && options.push !== false;
  const failures = await renderReleases(context, releases, environment);
  if (failures.length > 0) throw incomplete(failures, project);
  const handed: HandedOver[] = [];
  for (const release of releases) {
    handed.push(await handOver(release, { options, context, isPushed }));
  }
  for (const release of leftOut) console.error(release.leftOut);
  await printAnswer(options, context, handed, () => handed.map(lineOf).join('\n'));
});

interface Handing {
  readonly options: HandoffOptions;
  readonly context: ExecutorContext;
  readonly isPushed: boolean;
}

async function handOver(
  release: DeployedRelease,
  { options, context, isPushed }: Handing,
): Promise<HandedOver> {
  const { project } = release;
  const { environment: name, environmentsDirectory } = release.options;
  const { root } = context;
  const environment = readEnvironment(root, environmentsDirectory, name, project);
  const registry = isPushed ? registryOf(options, environment) : undefined;
  if (registry !== undefined) await refuseUnfit(release, environment, { options, context });
  const manifests = withoutTests(await renderedText(root, release, environment));
  const { fingerprint } = readFingerprint(root, project);
  const folder = join(options.folder ?? join('dist', 'handoff', name), project);
  const place = resolve(root, folder);
  refuseForeignFolder(place, folder, project);
  const handed = { release: project, fingerprint, folder };
  if (options.format === 'folder') {
    await rm(place, { recursive: true, force: true });
    await mkdir(place, { recursive: true });
    await writeFile(join(place, 'manifests.yaml'), manifests);
    await writeFile(join(place, 'revision'), `${fingerprint}\n`);
    return { ...handed, action: 'written' };
  }
  const { manifest, blobs } = await writeArtifact(place, {
    fingerprint,
    title: project,
    files: { 'manifests.yaml': manifests },
  });
  if (registry === undefined) return { ...handed, digest: manifest.digest, action: 'written' };
  const path = `manifests/${project}`;
  const tags = [fingerprint, name];
  const push = { registry, name: path, layout: place, manifest, blobs, tags, project };
  const action = await pushLayout(push);
  const repository = repositoryName(registry, path);
  return { ...handed, digest: manifest.digest, repository, action };
}

/** What lies there is replaced, so it has to be a handoff. */
function refuseForeignFolder(place: string, folder: string, project: string): void {
  if (!existsSync(place)) return;
  const found = readdirSync(place);
  if (found.length === 0 || found.includes('oci-layout') || found.includes('revision')) return;
  throw new UserError(
    'NXHELM_HANDOFF_FOLDER',
    `${folder} has other files than those of a handoff, and would be replaced`,
    'choose another --folder, or remove it',
    { project },
  );
}

function registryOf(
  { registry }: HandoffOptions,
  { registry: own, isRegistryInsecure, file }: Environment,
): Registry | undefined {
  return registry === undefined ? own : parseRegistry(registry, isRegistryInsecure, file);
}

/** What is pushed is rolled out by whoever watches the registry, so it is a change of the environment. */
async function refuseUnfit(
  { project, options: { environment, environmentsDirectory } }: DeployedRelease,
  { protection }: Environment,
  { options, context }: Pick<Handing, 'options' | 'context'>,
): Promise<void> {
  const change = { ...options, environment, environmentsDirectory };
  await refuseUnconfirmedChange(change, context, project);
  if (!protection.has('clean-tree')) return;
  await refuseDirtyTree({ environment, protection, release: project, workspaceRoot: context.root });
}

function lineOf({ release, fingerprint, folder, digest, repository, action }: HandedOver): string {
  const what = digest === undefined ? '' : ` ${digest}`;
  const where = repository === undefined ? folder : `${repository}:${fingerprint}`;
  const done = action === 'present' ? 'is there already' : action;
  return `${release}: ${where}${what} ${done}`;
}
