import { delimiter } from 'node:path';

/**
 * Variables that Nx hands down to its tasks, FORCE_COLOR among them; and CI, for which Nx prints
 * colours. Tests compare the output as plain text.
 */
const handedDown = /^(NX_|FORCE_COLOR$|CI$)/;

/**
 * The environment of somebody who knows nothing of this workspace: without the variables that Nx and
 * npm hand down, and without the programs of this workspace's node_modules on PATH.
 */
export function foreignEnvironment(): Record<string, string | undefined> {
  const kept = Object.entries(process.env).filter(
    ([name]) => !handedDown.test(name) && !/^(npm_|NODE_OPTIONS$|INIT_CWD$|JEST_)/.test(name),
  );
  const path = (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => !/node_modules|node-gyp-bin/.test(folder))
    .join(delimiter);
  return {
    ...Object.fromEntries(kept),
    PATH: path,
    NX_DAEMON: 'false',
    NX_TUI: 'false',
    NX_NO_CLOUD: 'true',
    npm_config_loglevel: 'error',
    npm_config_fund: 'false',
    npm_config_audit: 'false',
  };
}

/**
 * Takes out what Nx hands down to the tasks of the run that a test may be one of: a run inside would
 * take that workspace's caches, and two at once for one task that has begun itself.
 */
export function withoutCallersVariables(): Record<string, undefined> {
  const names = Object.keys(process.env).filter((name) => handedDown.test(name));
  return Object.fromEntries(names.map((name) => [name, undefined]));
}

/** What a program inherits that is run with a registry of its own. */
export function environmentWithRegistry(host: string): Record<string, string | undefined> {
  return { ...process.env, OCI_REGISTRY: host };
}

/** What a program inherits that is run with a Docker daemon of its own, whose clients are in the folder. */
export function environmentWithDocker(
  host: string,
  folder: string,
): Record<string, string | undefined> {
  const path = [folder, ...pathFolders()].join(delimiter);
  return { ...process.env, DOCKER_HOST: host, PATH: path };
}

/**
 * What the fixture workspace is called in the cluster and among the images: another name lets two
 * runs share one cluster, such as that of a person and that of a check before a change lands.
 */
export const fixtureName = process.env['NXHELM_E2E_NAME'] ?? 'nxhelm-e2e';

export function pathFolders(): string[] {
  return (process.env['PATH'] ?? '').split(delimiter);
}
