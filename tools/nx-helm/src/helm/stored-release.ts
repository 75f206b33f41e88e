import { NxHelmError } from '../errors.ts';
import type { Helm } from './helm.ts';
import { helmWords } from './helm.ts';

/** Where a release is, and the Helm that is asked about it. */
export interface ReleasePlace {
  readonly helm: Helm;
  readonly release: string;
  readonly namespace: string;
  readonly context: string;
}

export function placeArguments({ namespace, context }: ReleasePlace): string[] {
  return ['--namespace', namespace, '--kube-context', context];
}

/**
 * What Helm applied, as Helm keeps it with the release: objects and hooks, the present revision's or
 * another's. Nothing is rendered for it, so it is true even if the chart is gone.
 */
export async function storedManifest(place: ReleasePlace, revision?: number): Promise<string> {
  const which = revision === undefined ? [] : ['--revision', String(revision)];
  const [objects, hooks] = await Promise.all([
    read(place, ['get', 'manifest', place.release, ...which]),
    read(place, ['get', 'hooks', place.release, ...which]),
  ]);
  return `${objects.trimEnd()}\n${hooks}`;
}

/**
 * Whether the API server merged what Helm applied as that revision, by default the last; a release
 * that Helm 3 made, or Helm 4 with `--server-side=false`, is merged by Helm.
 */
export async function isAppliedByServer(place: ReleasePlace, revision?: number): Promise<boolean> {
  const which = revision === undefined ? [] : ['--revision', String(revision)];
  const text = await read(place, ['get', 'metadata', place.release, '--output', 'json', ...which]);
  return (JSON.parse(text) as { readonly applyMethod?: string }).applyMethod === 'ssa';
}

async function read(place: ReleasePlace, args: readonly string[]): Promise<string> {
  const result = await place.helm.run([...args, ...placeArguments(place)]);
  if (result.exitCode === 0) return result.stdout;
  throw new NxHelmError({
    code: 'NXHELM_RELEASE_UNREADABLE',
    project: place.release,
    what: `helm ${args.slice(0, 2).join(' ')}: ${helmWords(result)}`,
    command: `helm history ${place.release} ${placeArguments(place).join(' ')}`,
  });
}

export function notInstalled(release: string, namespace: string, context: string): NxHelmError {
  return new NxHelmError({
    code: 'NXHELM_NOT_INSTALLED',
    project: release,
    what: `there is no such release in namespace ${namespace} of ${context}`,
    command: `npx nx run ${release}:helm-deploy`,
  });
}
