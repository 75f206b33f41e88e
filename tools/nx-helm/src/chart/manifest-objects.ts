import { messageOf, UserError } from '@taskora/base/errors';
import type { PlainObject } from '../base/plain-object.ts';
import { isPlainObject } from '../base/plain-object.ts';
import type { ReadOptions, YamlDocument } from '../base/read-yaml.ts';
import { readYaml, YamlFault } from '../base/read-yaml.ts';
import type { KubernetesObject } from '../cluster/kubernetes-object.ts';
import { fullName } from '../image/image-description.ts';

const mostKept = 16;
const kept = new Map<string, readonly KubernetesObject[]>();

/**
 * The objects of a manifest as Kubernetes reads them, hooks included. Reading is most of the work, and one
 * render or revision is asked several questions, so the last ones are kept.
 */
export function parseManifests(manifests: string): readonly KubernetesObject[] {
  const objects =
    kept.get(manifests) ??
    manifestDocuments(manifests)
      .flatMap(({ value }) => membersOf(value))
      .filter(isObject);
  kept.delete(manifests);
  kept.set(manifests, objects);
  const [oldest] = kept.keys();
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
  return objects;
}

/** What stands where an object should, whether it is one or lacks what every object has. */
export function renderedThings(manifests: string): unknown[] {
  return manifestDocuments(manifests)
    .flatMap(({ value }) => membersOf(value))
    .filter((thing) => thing !== null && thing !== undefined);
}

/**
 * The documents of a manifest. What is in a cluster already has passed there with a key that stands
 * twice, so only a render is asked to have none.
 */
export function manifestDocuments(
  manifests: string,
  duplicates: ReadOptions['duplicates'] = 'last wins',
): YamlDocument[] {
  try {
    return readYaml(manifests, { duplicates });
  } catch (error) {
    throw unreadable(manifests, error);
  }
}

/**
 * Kubernetes takes a `List`, or a `RoleList`, for the objects in it; those of a list of one kind need not
 * say theirs.
 */
function membersOf(document: unknown): readonly unknown[] {
  if (!isPlainObject(document) || !isList(document)) return [document];
  const { apiVersion, kind, items } = document;
  const own = String(kind).slice(0, -'List'.length);
  const said = own === '' ? {} : { apiVersion, kind: own };
  return Array.isArray(items) ? items.map((item) => ({ ...said, ...(item as object) })) : [];
}

/** What has a name is an object, such as an `AllowList` of somebody. */
function isList({ kind, metadata }: PlainObject): boolean {
  const isNamed = isPlainObject(metadata) && metadata['name'] !== undefined;
  return typeof kind === 'string' && kind.endsWith('List') && !isNamed;
}

function isObject(document: unknown): document is KubernetesObject {
  return isPlainObject(document) && isPlainObject(document['metadata']) && 'kind' in document;
}

function unreadable(manifests: string, error: unknown): UserError {
  const template = error instanceof YamlFault ? templateAt(manifests, error.line) : undefined;
  return new UserError(
    'NXHELM_MANIFEST_UNREADABLE',
    `the manifest of ${template ?? 'the chart'} cannot be read as YAML: ${messageOf(error)}`,
    `correct ${template ?? 'the templates of the chart'}, then npx nx run <project>:helm-template`,
    { cause: error },
  );
}

/** Helm writes above each document which template it comes from. */
function templateAt(manifests: string, line: number): string | undefined {
  const above = manifests.split('\n').slice(0, line);
  const comment = above.findLast((each) => each.startsWith('# Source: '));
  return comment?.slice('# Source: '.length).trim();
}

/** A rendered object that runs pods. */
export interface Workload {
  readonly kind: string;
  readonly name: string;
  /** Absent for kinds that do not count, or where an autoscaler counts. */
  readonly replicas?: number;
  /** Labels of its pods. */
  readonly podLabels: Readonly<Record<string, string>>;
  readonly isHook: boolean;
}

interface RenderedObject {
  readonly kind?: string;
  readonly metadata?: {
    readonly name?: string;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec?: {
    readonly replicas?: number;
    readonly selector?: { readonly matchLabels?: Readonly<Record<string, string>> };
  };
}

const kindsWithSelector = new Set(['Deployment', 'StatefulSet', 'DaemonSet']);

/** The workloads to watch in the cluster while and after a release rolls. */
export function workloadsOf(manifests: string): Workload[] {
  return parseManifests(manifests).flatMap((object) => workloadOf(object) ?? []);
}

function workloadOf({ kind, metadata, spec }: RenderedObject): Workload | undefined {
  const name = metadata?.name;
  if (kind === undefined || name === undefined) return undefined;
  const isHook = metadata?.annotations?.['helm.sh/hook'] !== undefined;
  if (kind === 'Job') {
    return { kind, name, podLabels: { 'batch.kubernetes.io/job-name': name }, isHook };
  }
  if (!kindsWithSelector.has(kind)) return undefined;
  return {
    kind,
    name,
    podLabels: spec?.selector?.matchLabels ?? {},
    isHook,
    ...(spec?.replicas === undefined ? {} : { replicas: spec.replicas }),
  };
}

/** The workloads of which at least one pod has to be available in a healthy release. */
export function mustBeAvailable({ kind, replicas, isHook }: Workload): boolean {
  return (kind === 'Deployment' || kind === 'StatefulSet') && replicas !== 0 && !isHook;
}

/** Volume claims that Helm would delete; it never deletes those of a StatefulSet. */
function unkeptVolumes(manifest: string): string[] {
  return parseManifests(manifest)
    .filter(({ kind }) => kind === 'PersistentVolumeClaim')
    .filter(({ metadata }) => metadata.annotations?.['helm.sh/resource-policy'] !== 'keep')
    .map(({ metadata }) => metadata.name);
}

/** An uninstall must not take data with it. */
export function refuseToLoseData(release: string, manifest: string): void {
  const volumes = unkeptVolumes(manifest);
  if (volumes.length === 0) return;
  throw new UserError(
    'NXHELM_VOLUME_NOT_KEPT',
    `uninstalling would delete the data of the volume claims ${volumes.join(', ')}`,
    'give them the annotation "helm.sh/resource-policy: keep" in the chart, deploy, and try again',
    { project: release },
  );
}

/** The Service that was asked for; else the release's only one, or the one of its name. */
export function chooseService(
  manifest: string,
  wanted: string | undefined,
  release: string,
): string {
  const names = parseManifests(manifest)
    .filter(({ kind }) => kind === 'Service')
    .map(({ metadata }) => metadata.name);
  const chosen = wanted ?? (names.length === 1 ? names[0] : release);
  if (chosen !== undefined && names.includes(chosen)) return chosen;
  const list = names.length === 0 ? 'it has none' : `it has ${names.join(', ')}`;
  throw new UserError(
    'NXHELM_NO_SUCH_SERVICE',
    `the release has no Service ${chosen ?? release}; ${list}`,
    names.length === 0
      ? 'add a Service to the chart and deploy it'
      : `npx nx run ${release}:port-forward --service ${names[0] ?? ''}`,
    { project: release },
  );
}

/** References of all images that the pods of these manifests run, each once, in full form. */
export function imagesIn(manifests: string): string[] {
  const found = manifestDocuments(manifests).flatMap(({ value }) => imagesOf(value));
  return [...new Set(found.map(fullName))];
}

const containerLists = new Set(['containers', 'initContainers']);

function imagesOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]: [string, unknown]) =>
    containerLists.has(key) && Array.isArray(part)
      ? part.flatMap((container: unknown) => imageOf(container))
      : imagesOf(part),
  );
}

function imageOf(container: unknown): string[] {
  const image: unknown = (container as { readonly image?: unknown } | null)?.image;
  return typeof image === 'string' ? [image] : [];
}
