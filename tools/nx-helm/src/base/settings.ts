import nodeModule from 'node:module';
import { homedir } from 'node:os';
import { basename, delimiter, dirname, join, resolve } from 'node:path';

/** Where kubectl keeps what it knows of clusters. */
export function kubeconfigFiles(): string[] {
  const named = process.env['KUBECONFIG']?.split(delimiter).filter((path) => path !== '') ?? [];
  return named.length > 0 ? named : [join(homedir(), '.kube', 'config')];
}

/** Whether programs go through a proxy to other machines; which ones past it, only they know. */
export function hasProxy(): boolean {
  const names = ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'];
  return names.some((name) => (process.env[name] ?? '') !== '');
}

/** What this plugin keeps of the network for all workspaces of the user. */
export function cacheFolder(): string {
  const named = process.env['XDG_CACHE_HOME'];
  const own = process.platform === 'win32' ? process.env['LOCALAPPDATA'] : undefined;
  const folder = named === undefined || named === '' ? own : named;
  return join(folder ?? join(homedir(), '.cache'), 'nx-helm');
}

/** Minikube takes its home with or without the folder's own name. */
export function minikubeHome(): string {
  const named = process.env['MINIKUBE_HOME'];
  if (named === undefined || named === '') return join(homedir(), '.minikube');
  return basename(named) === '.minikube' ? named : join(named, '.minikube');
}

/** Where podman and docker keep their users' credentials, in podman's search order. */
export function registryAuthFiles(): string[] {
  const runtime = process.env['XDG_RUNTIME_DIR'] ?? `/run/user/${process.getuid?.() ?? 0}`;
  const configuration = process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config');
  const named = process.env['REGISTRY_AUTH_FILE'];
  return [
    ...(named === undefined ? [] : [named]),
    join(runtime, 'containers', 'auth.json'),
    // Root without a session of its own.
    '/run/containers/0/auth.json',
    join(configuration, 'containers', 'auth.json'),
    dockerConfigFile(),
  ];
}

/** What docker's client is set to. */
export function dockerConfigFile(): string {
  return join(process.env['DOCKER_CONFIG'] ?? join(homedir(), '.docker'), 'config.json');
}

/** The folders that are searched for programs. */
export function searchPath(): string[] {
  return (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
}

/** The search path with a folder in front of all others. */
export function searchPathWith(folder: string): string {
  return [folder, ...searchPath().filter((other) => other !== folder)].join(delimiter);
}

/** A variable that a target names as its input; which ones, only the workspace knows. */
export function environmentValue(name: string): string | undefined {
  return process.env[name];
}

/** For programs that need more or less than what this process was started with. */
export function environmentWith(
  changes: Readonly<Record<string, string | undefined>>,
): NodeJS.ProcessEnv {
  return { ...process.env, ...changes };
}

/** For programs that may see only these variables of it; on Windows their names have any case. */
export function environmentOnly(
  names: readonly string[],
  more: Readonly<Record<string, string>>,
): NodeJS.ProcessEnv {
  const known = new Set(names);
  const isKnown = (name: string): boolean =>
    known.has(name) || (process.platform === 'win32' && known.has(name.toUpperCase()));
  const kept = Object.entries(process.env).filter(([name]) => isKnown(name));
  return { ...Object.fromEntries(kept), ...more } as NodeJS.ProcessEnv;
}

/** Where Nx keeps what it knows of a workspace between two runs. */
export function nxDataDirectory(workspaceRoot: string): string {
  const named = process.env['NX_WORKSPACE_DATA_DIRECTORY'];
  return resolve(workspaceRoot, named ?? join('.nx', 'workspace-data'));
}

/** By this name the tasks of a run are given the file that they append their spans to. */
export const spansVariable = 'NX_HELM_SPANS';

export function spansFile(): string | undefined {
  const file = process.env[spansVariable];
  return file === '' ? undefined : file;
}

/** A collector of traces over HTTP, by the variable that OpenTelemetry gives it. */
export function tracesEndpoint(): string | undefined {
  const endpoint = process.env['OTEL_EXPORTER_OTLP_ENDPOINT'];
  return endpoint === '' ? undefined : endpoint;
}

const configurationsVariable = 'NX_HELM_CONFIGURATIONS';

/** For the tasks of this run of Nx, which are started with the environment of its process. */
export function handConfigurationsDown(text: string): void {
  process.env[configurationsVariable] = text;
}

export function handedDownConfigurations(): string | undefined {
  return process.env[configurationsVariable];
}

/**
 * Nx lets Node keep compiled code for its own process. The processes that this one starts for tasks load
 * the same files, so they shall find it as well; who turned it off, or names a folder, is not overruled.
 */
export function handCompileCacheDown(): void {
  const folder = nodeModule.getCompileCacheDir?.();
  // Node makes a folder for its version in the one that is named.
  if (folder !== undefined) process.env['NODE_COMPILE_CACHE'] ??= dirname(folder);
}

const remoteCacheVariables = {
  server: 'NX_SELF_HOSTED_REMOTE_CACHE_SERVER',
  token: 'NX_SELF_HOSTED_REMOTE_CACHE_ACCESS_TOKEN',
} as const;

/** By these names a run gets the keys of its remote cache: each a PEM text, or a path of one. */
export const cacheKeyVariables = {
  sign: 'NX_HELM_CACHE_SIGNING_KEY',
  verify: 'NX_HELM_CACHE_VERIFYING_KEY',
} as const;

const guardVariable = 'NX_HELM_CACHE_GUARD';

/** An empty variable counts as none, as a workflow sets one without its secret. */
function named(name: string): string | undefined {
  const value = process.env[name];
  return value === '' ? undefined : value;
}

/** What this run knows of a remote cache of Nx, as Nx documents the variables, and of its keys. */
export function remoteCacheSettings() {
  return {
    server: named(remoteCacheVariables.server),
    token: named(remoteCacheVariables.token),
    signingKey: named(cacheKeyVariables.sign),
    verifyingKey: named(cacheKeyVariables.verify),
    guard: named(guardVariable),
    extraCertificates: named('NODE_EXTRA_CA_CERTS'),
    certificateFile: named('SSL_CERT_FILE'),
    certificateFolder: named('SSL_CERT_DIR'),
  };
}

/**
 * From here on Nx asks the guard instead of the server, and no task sees the key or the server's own token.
 * An empty variable, for Nx takes over what was set and not what was removed.
 */
export function useCacheGuard({ address, token }: { address: string; token: string }): void {
  process.env[remoteCacheVariables.server] = address;
  process.env[remoteCacheVariables.token] = token;
  process.env[guardVariable] = address;
  process.env[cacheKeyVariables.sign] = '';
}

/** Read while the plugin is loaded, when Nx asks which of its hooks it has. */
export function hasCacheKey(): boolean {
  return Object.values(cacheKeyVariables).some((name) => named(name) !== undefined);
}

/** By this name a run gets the key that it attests pushed images by: a PEM text, or a path of one. */
export const imageSigningVariable = 'NX_HELM_IMAGE_SIGNING_KEY';

export function imageSigningKey(): string | undefined {
  return named(imageSigningVariable);
}

/** What a run has to sign, to store and to push with, and code of others must not. */
export const secretVariables = [
  remoteCacheVariables.token,
  cacheKeyVariables.sign,
  imageSigningVariable,
] as const;
