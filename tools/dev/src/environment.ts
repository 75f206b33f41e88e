import { fileURLToPath } from 'node:url';
import type { Identity } from '@taskora/base/identity';

/** The checkout that this program belongs to. */
export const workspaceRoot = fileURLToPath(new URL('../../../', import.meta.url));

/** The environment that child programs inherit, with additions. */
export function childEnvironment(additions: Record<string, string> = {}): NodeJS.ProcessEnv {
  return { ...process.env, ...additions };
}

/** The variables that this process was given. */
export function givenVariables(): Readonly<Record<string, string | undefined>> {
  return process.env;
}

/** The folders in which this process finds programs, as the system writes them. */
export function searchPath(): string {
  return process.env['PATH'] ?? '';
}

/** Forgets the Nx that runs this program: one that is started here for another workspace is its own. */
export function leaveNx(): void {
  for (const name of Object.keys(process.env)) {
    if (/^(NX_|npm_)/.test(name)) Reflect.deleteProperty(process.env, name);
  }
}

/** The task of Nx as which this program runs, and the configuration that Nx found for it. */
export function nxTask(): { readonly target?: string; readonly configuration?: string } {
  const { NX_TASK_TARGET_TARGET: target, NX_TASK_TARGET_CONFIGURATION: configuration } =
    process.env;
  return { ...(target && { target }), ...(configuration && { configuration }) };
}

/** Where the set-up that has started this program writes all output of this run. */
export function runLog(): string | undefined {
  return process.env['TASKORA_LOG'];
}

/** The run that this program is a part of, as `npm run dev` names it to its tasks. */
export function runOwner(): Identity | undefined {
  const [pid, start] = process.env['TASKORA_RUN_OWNER']?.split('/') ?? [];
  return pid === undefined || start === undefined ? undefined : { pid: Number(pid), start };
}

/** The registry that a check of published charts pushes to; it exists for that check alone. */
export function registryForCheck(): string | undefined {
  return process.env['OCI_REGISTRY'];
}

/** Other places for `npm run dev` than the usual ones. */
export function developmentOverrides(): { ports?: string; data?: string } {
  const { TASKORA_DEV_PORTS: ports, TASKORA_DEV_DATA: data } = process.env;
  return { ...(ports !== undefined && { ports }), ...(data !== undefined && { data }) };
}

/**
 * Nx has its daemon off inside containers, where developers work too; without it, every image archive
 * is copied from the cache anew although it is there. What a person or CI has chosen stays.
 */
export function daemonChoice(): Record<string, string> {
  return isContinuousIntegration() || process.env['NX_DAEMON'] !== undefined
    ? {}
    : { NX_DAEMON: 'true' };
}

/** True when no person watches: progress is then printed as plain lines. */
export function isContinuousIntegration(): boolean {
  return process.env['CI'] !== undefined && process.env['CI'] !== 'false';
}

/** How an object store is reached, under the names that its other clients read. */
export function objectStoreEnvironment(): Readonly<Record<string, string | undefined>> {
  const { AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL, AWS_REGION, AWS_DEFAULT_REGION } = process.env;
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env;
  return {
    endpoint: AWS_ENDPOINT_URL_S3 ?? AWS_ENDPOINT_URL,
    region: AWS_REGION ?? AWS_DEFAULT_REGION,
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    sessionToken: AWS_SESSION_TOKEN,
  };
}
