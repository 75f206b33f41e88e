import { NxHelmError } from '../errors.ts';
import type { Helm } from './helm.ts';
import { helmWords } from './helm.ts';

export interface StoredRelease {
  readonly helm: Helm;
  readonly release: string;
  readonly namespace: string;
  readonly context: string;
}

/** What Helm applied with the last revision of a release, without its hooks. */
export function storedManifest(release: StoredRelease): Promise<string> {
  return get(release, 'manifest');
}

/** The same with its hooks, to be compared with all that a chart renders. */
export async function storedManifestWithHooks(release: StoredRelease): Promise<string> {
  const parts = await Promise.all([get(release, 'manifest'), get(release, 'hooks')]);
  return parts.join('\n---\n');
}

async function get(
  { helm, release, namespace, context }: StoredRelease,
  part: 'manifest' | 'hooks',
): Promise<string> {
  const place = ['--namespace', namespace, '--kube-context', context];
  const result = await helm.run(['get', part, release, ...place]);
  if (result.exitCode === 0) return result.stdout;
  throw new NxHelmError({
    code: 'NXHELM_RELEASE_UNREADABLE',
    project: release,
    what: `helm get ${part}: ${helmWords(result)}`,
    command: `helm status ${release} ${place.join(' ')}`,
  });
}
