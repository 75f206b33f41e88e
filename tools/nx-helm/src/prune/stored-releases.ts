import { gunzipSync } from 'node:zlib';
import { NxHelmError, messageOf } from '../errors.ts';

/** A revision as Helm keeps it in the cluster, in a Secret or in a ConfigMap. */
export interface StoredRevision {
  readonly namespace: string;
  readonly release: string;
  readonly revision: number;
  readonly status: string;
  /** Everything that Helm applied, hooks included. */
  readonly manifest: string;
}

interface StoredObject {
  readonly kind?: string;
  readonly metadata?: {
    readonly name?: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly data?: { readonly release?: string };
}

/** Reads the list that `kubectl get secrets,configmaps --selector owner=helm --output json` prints. */
export function parseStoredReleases(json: string): StoredRevision[] {
  const { items = [] } = JSON.parse(json) as { readonly items?: readonly StoredObject[] };
  return items.filter(({ data }) => data?.release !== undefined).map(parseOne);
}

function parseOne(object: StoredObject): StoredRevision {
  const { labels = {}, namespace = '', name = '' } = object.metadata ?? {};
  return {
    namespace,
    release: labels['name'] ?? name,
    revision: Number(labels['version'] ?? 0),
    status: labels['status'] ?? 'unknown',
    manifest: manifestOf(object, `${namespace}/${name}`),
  };
}

interface HelmRelease {
  readonly manifest?: string;
  readonly hooks?: readonly { readonly manifest?: string }[];
}

/** What cannot be read may use any image, so it is an error and never an empty manifest. */
function manifestOf({ kind, data }: StoredObject, place: string): string {
  try {
    const stored = data?.release ?? '';
    // A Secret's data are in base64 besides what Helm itself does.
    const encoded = kind === 'Secret' ? Buffer.from(stored, 'base64').toString() : stored;
    const release = JSON.parse(
      gunzipSync(Buffer.from(encoded, 'base64')).toString(),
    ) as HelmRelease;
    const hooks = (release.hooks ?? []).map((hook) => hook.manifest ?? '');
    return [release.manifest ?? '', ...hooks].join('\n');
  } catch (error) {
    throw new NxHelmError({
      code: 'NXHELM_RELEASE_UNREADABLE',
      what: `Helm's record ${place} cannot be read: ${messageOf(error)}; nothing was removed`,
      command: 'helm list --all --all-namespaces',
      cause: error,
    });
  }
}
