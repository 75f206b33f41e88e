import { valid, validRange } from 'semver';
import { UserError } from '@taskora/base/errors';
import { isPlainObject } from '../base/plain-object.ts';

/** A chart of a repository in one exact version. */
export interface RemoteChart {
  readonly name: string;
  readonly version: string;
  /** `https://…`, `oci://…`, or a repository that Helm on this machine knows: `@name`. */
  readonly repository: string;
}

/** A chart that a Chart.yaml asks of a repository, in any version of a range. */
export interface RemoteDependency {
  readonly name: string;
  readonly range: string;
  readonly repository: string;
}

export function isRemote(repository: unknown): repository is string {
  return typeof repository === 'string' && repository !== '' && !repository.startsWith('file://');
}

/** As Helm calls the archive. */
export function archiveName({ name, version }: Pick<RemoteChart, 'name' | 'version'>): string {
  return `${name}-${version}.tgz`;
}

/** Helm's own address of the chart, for people and for `helm pull`. */
export function addressOf({ name, repository }: RemoteChart): string {
  return `${repository.replace(/\/+$/, '')}/${name}`;
}

/** Asked by the protocol of container images, and not as a list of charts. */
export function isRegistry(repository: string): boolean {
  return repository.startsWith('oci://');
}

/**
 * A plain address that no proxy and nobody else answers: as the engines do for images, only a registry of
 * this machine is spoken to without TLS.
 */
export function isLoopback(repository: string): boolean {
  return /^oci:\/\/(?:localhost|127(?:\.\d+){3}|\[::1\])(?::\d+)?(?:\/|$)/.test(repository);
}

/** The field of project.json's metadata that names the chart of a project which has none of its own. */
export const remoteChartField = 'helmChart';

const chartName = /^[a-z0-9]+(?:[-._][a-z0-9]+)*$/i;
const addresses = /^(?:https?:\/\/|oci:\/\/|@)[^\s]+$/;

/** What `metadata.helmChart` of a project.json says, if it says anything. */
export function parseRemoteChart(value: unknown, project: string): RemoteChart | undefined {
  if (value === undefined) return undefined;
  const fields = isPlainObject(value) ? value : {};
  const { name, version, repository, ...others } = fields;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw invalid(project, `has the unknown field ${unknown}`);
  if (!isChartName(name)) throw invalid(project, 'names no chart in "name"');
  if (!isRepositoryAddress(repository)) {
    throw invalid(project, 'has no address that begins with https://, oci:// or @ in "repository"');
  }
  if (!isExactVersion(version)) {
    throw invalid(project, `has ${isRange(version) ? 'a range' : 'no exact version'} in "version"`);
  }
  return { name, version, repository };
}

export const isChartName = (name: unknown): name is string =>
  typeof name === 'string' && chartName.test(name);

export const isRepositoryAddress = (repository: unknown): repository is string =>
  typeof repository === 'string' && addresses.test(repository);

export const isExactVersion = (version: unknown): version is string =>
  typeof version === 'string' && valid(version) !== null;

/** Whether it allows several versions, of which nothing says which one is meant. */
export const isRange = (version: unknown): boolean =>
  typeof version === 'string' && valid(version) === null && validRange(version) !== null;

function invalid(project: string, what: string): UserError {
  return new UserError(
    'NXHELM_CHART_REMOTE',
    `metadata.${remoteChartField} ${what}`,
    `write { "name": "redis", "version": "1.2.3", "repository": "https://charts.example" } there in the project.json of ${project}`,
    { project },
  );
}
