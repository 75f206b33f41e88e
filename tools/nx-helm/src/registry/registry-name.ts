import { NxHelmError } from '../errors.ts';

/** Where an environment's images are pushed to. */
export interface Registry {
  /** Host with an optional port. */
  readonly host: string;
  /** Path below the host, without slashes around it; may be empty. */
  readonly path: string;
  /** Whether plain HTTP, or a certificate that nobody knows, is accepted. */
  readonly isInsecure: boolean;
}

const hostPattern =
  /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*)(?::\d{1,5})?$/;
const partPattern = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*$/;

/** Reads `localhost:5000/acme`; anything else than such a name could be taken for something else. */
export function parseRegistry(name: string, isInsecure: boolean, file: string): Registry {
  const [host = '', ...parts] = name.split('/');
  if (hostPattern.test(host) && parts.every((part) => partPattern.test(part))) {
    return { host, path: parts.join('/'), isInsecure };
  }
  throw new NxHelmError({
    code: 'NXHELM_REGISTRY_NAME',
    what: `${file} names the registry ${JSON.stringify(name)}, which is no host with an optional path`,
    command: `write nxHelm.registry as "registry.example/team" or "localhost:5000/team" in ${file}`,
  });
}

/** Name of a project's image below the host. */
export function repositoryPath({ path }: Registry, project: string): string {
  return path === '' ? project : `${path}/${project}`;
}

export function repositoryName(registry: Registry, project: string): string {
  return `${registry.host}/${repositoryPath(registry, project)}`;
}
