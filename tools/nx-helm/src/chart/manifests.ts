import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import type { Values } from '../base/plain-object.ts';
import { jsonText } from '../base/read-yaml.ts';
import type { KubernetesObject } from '../cluster/kubernetes-object.ts';
import type { Environment } from './environment-file.ts';
import type { Workload } from './manifest-objects.ts';
import { parseManifests, workloadsOf } from './manifest-objects.ts';
import type { Render } from './render.ts';

/** What helm-template leaves for the targets after it. */
interface ManifestPaths {
  readonly chart: string;
  readonly folder: string;
  readonly install: string;
  readonly upgrade: string;
  readonly values: string;
  readonly fingerprint: string;
  readonly objects: string;
}

/** A label's value has at most 63 characters; 160 bits are plenty. */
const fingerprintDigits = 40;

export function manifestPaths(workspaceRoot: string, project: string): ManifestPaths {
  const folder = join(workspaceRoot, 'dist', 'manifests', project);
  return {
    chart: join(workspaceRoot, 'dist', 'charts', project),
    folder,
    install: join(folder, 'install.yaml'),
    upgrade: join(folder, 'upgrade.yaml'),
    values: join(folder, 'values.yaml'),
    fingerprint: join(folder, 'fingerprint.json'),
    objects: join(folder, 'objects.json'),
  };
}

/** Everything that Helm would apply, in both forms: a change of either has to roll. */
export function fingerprintOf({ install, upgrade }: Render): string {
  const hash = createHash('sha256').update(install).update('\0').update(upgrade);
  return hash.digest('hex').slice(0, fingerprintDigits);
}

/** As JSON, which is YAML too: what stands unquoted in a file of values is read differently by version. */
export async function writeValues(paths: ManifestPaths, values: Values): Promise<void> {
  await mkdir(paths.folder, { recursive: true });
  await writeFile(paths.values, jsonText(values));
}

export async function writeRender(
  paths: ManifestPaths,
  render: Render,
  { name, ignoredManagers }: Environment,
): Promise<string> {
  const fingerprint = fingerprintOf(render);
  const workloads = workloadsOf(render.upgrade);
  const summary: FingerprintFile = {
    fingerprint,
    environment: name,
    workloads,
    ignoredManagers,
  };
  await writeFile(paths.install, render.install);
  await writeFile(paths.upgrade, render.upgrade);
  await writeFile(paths.objects, `${JSON.stringify(renderedObjects(render))}\n`);
  await writeFile(paths.fingerprint, `${JSON.stringify(summary)}\n`);
  return fingerprint;
}

/** The objects that stay in the cluster, in both forms: hooks come and go by rules of their own. */
export interface RenderedObjects {
  readonly install: readonly KubernetesObject[];
  readonly upgrade: readonly KubernetesObject[];
}

export function renderedObjects({ install, upgrade }: Render): RenderedObjects {
  return { install: objectsOf(install), upgrade: objectsOf(upgrade) };
}

export function objectsOf(manifest: string): KubernetesObject[] {
  return parseManifests(manifest).filter(
    ({ metadata }) => metadata.annotations?.['helm.sh/hook'] === undefined,
  );
}

interface FingerprintFile {
  readonly fingerprint: string;
  readonly environment: string;
  readonly workloads: readonly Workload[];
  readonly ignoredManagers: readonly string[];
}

export function readFingerprint(workspaceRoot: string, project: string): FingerprintFile {
  return readOutput(manifestPaths(workspaceRoot, project).fingerprint, project);
}

export function hasObjects(workspaceRoot: string, project: string): boolean {
  return existsSync(manifestPaths(workspaceRoot, project).objects);
}

export function readObjects(workspaceRoot: string, project: string): RenderedObjects {
  return readOutput(manifestPaths(workspaceRoot, project).objects, project);
}

function readOutput<File>(file: string, project: string): File {
  if (!existsSync(file)) {
    throw new UserError(
      'NXHELM_RENDER_MISSING',
      'its manifests have not been rendered, or their folder was deleted',
      `npx nx run ${project}:helm-template (npx nx reset first, where the cache of Nx was deleted)`,
      { project },
    );
  }
  return JSON.parse(readFileSync(file, 'utf8')) as File;
}

/** What helm-template left, for those who compare it with something. */
export function readRendered(workspaceRoot: string, project: string, environment: string): Render {
  refuseForeignRender(readFingerprint(workspaceRoot, project), environment, project);
  const { install, upgrade } = manifestPaths(workspaceRoot, project);
  return { install: readFileSync(install, 'utf8'), upgrade: readFileSync(upgrade, 'utf8') };
}

/** The manifests of another environment may lie there from an earlier run. */
export function refuseForeignRender(
  { environment }: FingerprintFile,
  wanted: string,
  project: string,
): void {
  if (environment === wanted) return;
  throw new UserError(
    'NXHELM_RENDER_OTHER_ENVIRONMENT',
    `its manifests are rendered for "${environment}", not for "${wanted}"`,
    `npx nx run ${project}:helm-template -c ${wanted}`,
    { project },
  );
}

/** Between a decision and Helm's reading of the files another run may have rendered other manifests. */
export function assertSameRender(
  decided: FingerprintFile,
  present: FingerprintFile,
  project: string,
): void {
  const { fingerprint, environment } = present;
  if (fingerprint === decided.fingerprint && environment === decided.environment) return;
  throw new UserError(
    'NXHELM_RENDER_REPLACED',
    `another run has rendered its manifests for "${environment}" while this one, for "${decided.environment}", was about to roll them out, so nothing is rolled out`,
    `npx nx run ${project}:helm-deploy -c ${decided.environment}`,
    { project },
  );
}
