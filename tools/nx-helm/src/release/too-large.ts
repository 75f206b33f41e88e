import { readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { UserError } from '@taskora/base/errors';

/**
 * What the API server says where Helm cannot create the Secret that keeps a revision: of the Secret,
 * of a request above 3 MiB, and of what its own store takes.
 */
const refusals = [
  /failed to create: Secret "sh\.helm\.release\.[^"]*" is invalid: data: Too long/,
  /failed to create: Request entity too large/,
  /failed to create: etcdserver: request is too large/,
];
const named = 3;

interface Stored {
  readonly release: string;
  readonly chartFolder: string;
  /** What Helm said. */
  readonly errorText: string;
  /** The revision that stays, if one is deployed. */
  readonly revision: number | undefined;
}

/** The error of a revision that Helm cannot store: it stores it before it applies anything. */
export function tooLargeToStore(stored: Stored): UserError | undefined {
  const { release, chartFolder, errorText, revision } = stored;
  if (!refusals.some((refusal) => refusal.test(errorText))) return undefined;
  const outcome = revision === undefined ? '' : `: revision ${revision} stays`;
  const largest = largestFiles(chartFolder);
  const files = largest === '' ? '' : `; the largest files of the chart are ${largest}`;
  return new UserError(
    'NXHELM_RELEASE_TOO_LARGE',
    `the chart, its values and its manifests do not fit into the Secret in which Helm keeps a revision, which takes 1 MiB compressed, so nothing was applied${outcome}${files}. Helm: ${errorText}`,
    `take files out of the chart, as by .helmignore, then npx nx run ${release}:helm-deploy`,
    { project: release },
  );
}

function largestFiles(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .map((path) => ({ path: relative(folder, path), sizeBytes: statSync(path).size }))
    .toSorted((first, second) => second.sizeBytes - first.sizeBytes)
    .slice(0, named)
    .map(({ path, sizeBytes }) => `${path} (${sizeBytes} bytes)`)
    .join(', ');
}
