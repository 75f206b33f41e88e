import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

export const workspaceRoot = join(__dirname, '../../../..');

export const services = ['api', 'web', 'chatbot'] as const;
export const releases = ['platform', ...services] as const;
/** Charts of releases that an environment may leave out, and that the whole has by one value. */
export const optionalReleases = ['ops'] as const;
export type Release = (typeof releases)[number] | (typeof optionalReleases)[number];

/** Values with which a release has every pod that it can have. */
export const everyPod = (release: Release): string[] =>
  release === 'platform' ? ['database.backup.enabled=true'] : [];

export const environments = ['minikube', 'ci', 'prod', 'ingress', 'gateway'] as const;
export type Environment = (typeof environments)[number];

export const chartFolder = (release: Release): string =>
  join(workspaceRoot, release === 'platform' ? 'infra/charts/platform' : `apps/${release}/chart`);

export interface ChartValues {
  readonly env?: Readonly<Record<string, unknown>>;
}

export const chartValues = (release: Release): ChartValues =>
  parse(readFileSync(join(chartFolder(release), 'values.yaml'), 'utf8'));

export interface EnvironmentFile {
  readonly nxHelm: {
    readonly kubeVersion: string;
    /** Values of each release, or false where the environment leaves it out. */
    readonly releases?: Readonly<Record<string, Readonly<Record<string, unknown>> | false>>;
  };
  readonly global: object;
}

/** The releases that an environment deploys. */
export const releasesIn = (name: Environment): readonly Release[] =>
  [...releases, ...optionalReleases].filter(
    (release) => readEnvironment(name).nxHelm.releases?.[release] !== false,
  );

export const readEnvironment = (name: Environment): EnvironmentFile =>
  parse(readFileSync(join(workspaceRoot, `infra/environments/${name}.yaml`), 'utf8'));
