import type { RemoteChart } from '../../chart/remote-chart.ts';
import {
  isChartName,
  isExactVersion,
  isRange,
  isRepositoryAddress,
} from '../../chart/remote-chart.ts';
import { isTemplated } from './imported.ts';

/** A chart that the other tool takes from a repository, as its file has it. */
export interface NamedChart {
  readonly release: string;
  /** `postgresql` or `oci://registry.example/charts/postgresql:1.2.3`. */
  readonly named: string;
  /** Where the file gives it apart from the chart. */
  readonly repository?: string;
  readonly version: unknown;
}

/** An archive, a folder of Git or of a bucket: what has an address and is in no repository. */
const hasScheme = /^[a-z][a-z\d+.-]*::?\/\/|^git::/;
const ofRegistry = /^(?<repository>oci:\/\/.+)\/(?<name>[^/:@]+)(?::(?<tag>[^/@]+))?$/;

/** The chart as a project names it; else why not, and what to do. */
export function remoteChartOf(chart: NamedChart, left: string[]): RemoteChart | undefined {
  const { release, named } = chart;
  const parts = ofRegistry.exec(named)?.groups;
  const name = parts?.['name'] ?? named;
  const repository = parts?.['repository'] ?? chart.repository;
  // Helm writes the plus of a version as an underscore, which a tag may have.
  const version = versionText(chart.version) ?? parts?.['tag']?.replaceAll('_', '+');
  const reject = (why: string): undefined => {
    left.push(`release ${release} is of the remote chart ${named}, ${why}`);
  };
  if ([named, repository, version].some((text) => isTemplated(text))) {
    return reject('and its address or version is a template: write it out, and import again');
  }
  if (parts === undefined && hasScheme.test(named)) {
    return reject(
      'which is an address of no repository: name the repository that has it, or put it into the workspace and name its path, and import again',
    );
  }
  if (!isChartName(name)) {
    return reject('which is no name of a chart: correct it, and import again');
  }
  if (!isRepositoryAddress(repository)) {
    return reject(
      `and its repository ${chart.repository ?? ''} has no address of https://, http:// or oci://: publish the chart at one, or put it into the workspace and name its path, and import again`,
    );
  }
  if (hasCredentials(repository)) {
    return reject(
      'and the address of its repository has a password in it, which no project.json should have: take it out, helm repo add or helm registry login with it, and import again',
    );
  }
  if (version === undefined) {
    return reject(
      'which has no version, so each deploy could take another one: give it the version that runs (helm list --all-namespaces), and import again',
    );
  }
  const given: unknown = version;
  if (!isExactVersion(given)) {
    return reject(
      `whose version ${version} is ${isRange(version) ? 'a range' : 'no exact version'}: give it the version that runs (helm list --all-namespaces), and import again`,
    );
  }
  return { name, version: given, repository };
}

/** YAML has a number in `version: 1.2`. */
function versionText(version: unknown): string | undefined {
  const isGiven = typeof version === 'number' || (typeof version === 'string' && version !== '');
  return isGiven ? String(version) : undefined;
}

function hasCredentials(repository: string): boolean {
  return /^[a-z]+:\/\/[^/]*@/.test(repository);
}
