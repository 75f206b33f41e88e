import { UserError } from '@taskora/base/errors';

/** As many characters as a name in a cluster may have. */
const longestName = 63;
/** Below the ports of nodes and those that a system gives out by itself. */
const firstPort = 10_000;
const ports = 20_000;
/** Releases with an address of their own in one preview; more share ports with another pull request. */
const portsOfPreview = 16;

/** The namespace of a preview says of which it is one, and of what change. */
export function namespaceName(base: string, pr: number): string {
  return `${base}-pr-${pr}`;
}

export function previewNamespace(base: string, pr: number, project: string): string {
  const name = namespaceName(base, pr);
  if (name.length <= longestName) return name;
  throw new UserError(
    'NXHELM_PREVIEW_NAME',
    `the namespace of the preview would be ${name}, which is longer than ${longestName} characters`,
    'give the environment a shorter namespace',
    { project },
  );
}

export function previewEnvironment(environment: string, pr: number): string {
  return `${environment}-pr-${pr}`;
}

/**
 * The same on each machine and in each run, so that a preview knows its own address before it is rendered. By the
 * number alone there cannot be a port for each: pull requests whose numbers are 1,250 apart have the same ones.
 */
export function localPort(pr: number, index: number): number {
  return firstPort + ((pr * portsOfPreview + index) % ports);
}
