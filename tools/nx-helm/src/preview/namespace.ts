import { UserError } from '@taskora/base/errors';
import type { Kubectl } from '../cluster/connect.ts';
import { namespaceName } from './names.ts';

/** Labels, so that network policies and lists can select by them. */
export const numberLabel = 'nx-helm/preview';
export const baseLabel = 'nx-helm/preview-of';
const podSecurity = 'pod-security.kubernetes.io/';

/** As the annotations of its namespace say it. */
export interface Preview {
  readonly namespace: string;
  readonly pr: number;
  readonly base: string;
  readonly environment: string;
  /** The uid of the cluster that it was made in. */
  readonly cluster: string;
  readonly owner: string;
  readonly created: string;
  readonly expires: string;
  readonly commit: string;
}

/** What is there, with what a removal is made sure by. */
interface FoundPreview {
  readonly preview: Preview;
  readonly uid: string;
  readonly isEnding: boolean;
}

interface NamespaceObject {
  readonly metadata: {
    readonly name: string;
    readonly uid?: string;
    readonly deletionTimestamp?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
}

const annotationKeys = ['environment', 'cluster', 'owner', 'created', 'expires', 'commit'] as const;

/**
 * Makes the namespace of a preview, in which its lock can be taken, or leaves that of an earlier run as it
 * is. One that nobody made for this preview is refused, whatever it is called.
 */
export async function makeNamespace(
  kubectl: Kubectl,
  wanted: Preview,
  project: string,
): Promise<void> {
  const labels = await securityLabels(kubectl, wanted.base);
  const input = JSON.stringify(namespaceObject(wanted, labels));
  const made = await kubectl.try(['create', '--filename', '-'], { input });
  if (made.exitCode === 0) return;
  // Says the same again, as an error that names the cause.
  if (!/AlreadyExists/.test(made.stderr)) {
    await kubectl.read(['create', '--filename', '-'], { input });
  } else await readPreview(kubectl, wanted, project);
}

/** Goes on with the namespace, for the run that has its lock: what it says is then what is deployed. */
export async function claimNamespace(
  kubectl: Kubectl,
  wanted: Preview,
  project: string,
): Promise<Preview> {
  const labels = await securityLabels(kubectl, wanted.base);
  const found = await readPreview(kubectl, wanted, project);
  const extended = { ...wanted, created: found.preview.created };
  await kubectl.read(applyArguments, { input: JSON.stringify(namespaceObject(extended, labels)) });
  return extended;
}

/** Fields that others write to the namespace stay theirs. */
export const applyArguments = [
  ...['apply', '--server-side', '--force-conflicts', '--field-manager', 'nx-helm-preview'],
  ...['--filename', '-'],
];

function namespaceObject(preview: Preview, labels: Readonly<Record<string, string>>) {
  const { namespace, pr, base } = preview;
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: namespace,
      labels: { ...labels, [numberLabel]: String(pr), [baseLabel]: base },
      annotations: Object.fromEntries(
        annotationKeys.map((key) => [`nx-helm/${key}`, preview[key]]),
      ),
    },
  };
}

/** The rules for pods are those of the environment. */
async function securityLabels(kubectl: Kubectl, base: string): Promise<Record<string, string>> {
  const args = ['get', 'namespace', base, '--ignore-not-found', '--output', 'json'];
  const text = await kubectl.read(args);
  if (text.trim() === '') return {};
  const { metadata } = JSON.parse(text) as NamespaceObject;
  return Object.fromEntries(
    Object.entries(metadata.labels ?? {}).filter(([key]) => key.startsWith(podSecurity)),
  );
}

type Wanted = Pick<Preview, 'base' | 'cluster' | 'namespace' | 'pr'>;

/** The preview that is wanted and goes on; anything else of that name is refused. */
async function readPreview(
  kubectl: Kubectl,
  wanted: Wanted,
  project: string,
): Promise<FoundPreview> {
  const found = await findPreview(kubectl, wanted, project);
  if (found?.isEnding === true) throw ending(wanted, project);
  if (found !== undefined) return found;
  throw foreign(wanted.namespace, 'it is not there', project);
}

/** Undefined where there is no such namespace. */
export async function findPreview(
  kubectl: Kubectl,
  { namespace, pr, base, cluster }: Wanted,
  project: string,
): Promise<FoundPreview | undefined> {
  const args = ['get', 'namespace', namespace, '--ignore-not-found', '--output', 'json'];
  const text = await kubectl.read(args);
  if (text.trim() === '') return undefined;
  const found = parsePreview(JSON.parse(text) as NamespaceObject);
  if (found === undefined) throw foreign(namespace, 'no preview made it', project);
  const { preview } = found;
  if (preview.pr !== pr || preview.base !== base) {
    throw foreign(namespace, `it is pull request ${preview.pr} of ${preview.base}`, project);
  }
  if (!isNamedSo(preview)) throw foreign(namespace, 'no preview is called so', project);
  if (preview.cluster !== cluster) {
    throw foreign(namespace, `it says that it was made in the cluster ${preview.cluster}`, project);
  }
  return found;
}

/** All previews of one environment, the oldest first. */
export async function listPreviews(
  kubectl: Kubectl,
  { base, cluster }: Pick<Preview, 'base' | 'cluster'>,
): Promise<readonly Preview[]> {
  const selector = ['--selector', `${baseLabel}=${base},${numberLabel}`];
  const text = await kubectl.read(['get', 'namespaces', ...selector, '--output', 'json']);
  const { items } = JSON.parse(text) as { readonly items: readonly NamespaceObject[] };
  return items
    .flatMap((item) => parsePreview(item)?.preview ?? [])
    .filter((found) => found.base === base && found.cluster === cluster && isNamedSo(found))
    .toSorted((one, other) => one.pr - other.pr);
}

/** Labels can be copied with an object that has them; two namespaces have no one name. */
function isNamedSo({ namespace, base, pr }: Preview): boolean {
  return namespace === namespaceName(base, pr);
}

function parsePreview({ metadata }: NamespaceObject): FoundPreview | undefined {
  const { name, labels = {}, annotations = {}, uid = '', deletionTimestamp } = metadata;
  const pr = Number(labels[numberLabel]);
  const base = labels[baseLabel];
  const cluster = annotations['nx-helm/cluster'];
  // A label alone may be anybody's; a run writes all of this at once.
  if (!Number.isInteger(pr) || pr < 1 || base === undefined || cluster === undefined) {
    return undefined;
  }
  const said = (key: string): string => annotations[`nx-helm/${key}`] ?? '';
  const preview = {
    namespace: name,
    pr,
    base,
    cluster,
    environment: said('environment'),
    owner: said('owner'),
    created: said('created'),
    expires: said('expires'),
    commit: said('commit'),
  };
  return { preview, uid, isEnding: deletionTimestamp !== undefined };
}

/** One whose time cannot be read stays, until somebody removes it by its number. */
export function isPast({ expires }: Preview, now: Date): boolean {
  return Date.parse(expires) < now.getTime();
}

const deletionSeconds = 180;

/** Deletes the namespace that was read, and no other that has come to be called so. */
export async function deleteNamespace(
  kubectl: Kubectl,
  { namespace, uid }: { readonly namespace: string; readonly uid: string },
): Promise<void> {
  const input = JSON.stringify({
    apiVersion: 'v1',
    kind: 'DeleteOptions',
    preconditions: { uid },
  });
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}`;
  await kubectl.read(['delete', '--raw', path, '--filename', '-'], { input });
  await waitForDeletion(kubectl, namespace);
}

export async function waitForDeletion(kubectl: Kubectl, namespace: string): Promise<void> {
  const wait = ['wait', '--for=delete', `namespace/${namespace}`];
  await kubectl.read([...wait, `--timeout=${deletionSeconds}s`]);
}

function foreign(namespace: string, why: string, project: string): UserError {
  return new UserError(
    'NXHELM_PREVIEW_FOREIGN',
    `the namespace ${namespace} is not that of this preview: ${why}; nothing was changed`,
    `kubectl get namespace ${namespace} --output yaml`,
    { project },
  );
}

function ending({ namespace, pr }: Wanted, project: string): UserError {
  return new UserError(
    'NXHELM_PREVIEW_BUSY',
    `the namespace ${namespace} is being removed`,
    `kubectl wait --for=delete namespace/${namespace}, then npx nx run ${project}:preview --pr=${pr}`,
    { project },
  );
}
