import type { Kubectl } from '../cluster/connect.ts';
import type { KubernetesObject } from '../cluster/kubernetes-object.ts';

/** Who made an object that is in the cluster, as far as the object says it. */
export interface Owner {
  readonly kind: OwnerKind;
  /** Of the application, release or run; empty where it has none. */
  readonly name: string;
  /** Of Flux alone, whose labels say which of its objects it is. */
  readonly flux?: FluxObject;
}

interface FluxObject {
  readonly kind: 'kustomization' | 'helmrelease';
  readonly namespace: string;
}

type OwnerKind = 'argocd' | 'flux' | 'helm' | 'skaffold' | 'other';

/** Programs in a cluster that put back what somebody else changes. */
export type Controller = Extract<OwnerKind, 'argocd' | 'flux'>;

type Texts = Readonly<Record<string, string>>;

/** What other programs write to an object to find it again; it goes when the object is adopted. */
export const foreignMarks = {
  annotations: ['argocd.argoproj.io/tracking-id', 'argocd.argoproj.io/installation-id'],
  labels: [
    'argocd.argoproj.io/instance',
    'kustomize.toolkit.fluxcd.io/name',
    'kustomize.toolkit.fluxcd.io/namespace',
    'helm.toolkit.fluxcd.io/name',
    'helm.toolkit.fluxcd.io/namespace',
    'skaffold.dev/run-id',
  ],
} as const;

/** A controller goes before Helm: Flux has Helm make its releases. */
export function ownerOf({ metadata }: KubernetesObject): Owner {
  const { labels = {}, annotations = {}, managedFields = [] } = metadata;
  const argo = argoApplication(labels, annotations, managedFields);
  if (argo !== undefined) return { kind: 'argocd', name: argo };
  for (const { kind, label } of fluxLabels) {
    const name = labels[`${label}/name`];
    const namespace = labels[`${label}/namespace`] ?? '';
    if (name !== undefined) return { kind: 'flux', name, flux: { kind, namespace } };
  }
  const helm = annotations['meta.helm.sh/release-name'];
  if (helm !== undefined) return { kind: 'helm', name: helm };
  const run = labels['skaffold.dev/run-id'];
  return run === undefined ? { kind: 'other', name: '' } : { kind: 'skaffold', name: run };
}

const fluxLabels = [
  { kind: 'helmrelease', label: 'helm.toolkit.fluxcd.io' },
  { kind: 'kustomization', label: 'kustomize.toolkit.fluxcd.io' },
] as const;

/** `shop:apps/Deployment:default/web`, or a label of Argo's own; else its controller wrote fields. */
function argoApplication(
  labels: Texts,
  annotations: Texts,
  managedFields: NonNullable<KubernetesObject['metadata']['managedFields']>,
): string | undefined {
  const tracked = annotations['argocd.argoproj.io/tracking-id']?.split(':')[0];
  const isWritten = managedFields.some(({ manager }) => manager === 'argocd-controller');
  return (
    tracked ??
    labels['argocd.argoproj.io/instance'] ??
    (isWritten ? labels['app.kubernetes.io/instance'] : undefined)
  );
}

export function describeOwner({ kind, name }: Owner): string {
  switch (kind) {
    case 'argocd':
      return `of the Argo CD application ${name}`;
    case 'flux':
      return `of Flux, ${name}`;
    case 'helm':
      return `of the Helm release ${name}`;
    case 'skaffold':
      return 'of a run of Skaffold';
    case 'other':
      return 'of no program that says so';
  }
}

interface Resource {
  readonly metadata?: { readonly name?: string; readonly namespace?: string };
  readonly spec?: {
    readonly suspend?: boolean;
    readonly syncPolicy?: { readonly automated?: { readonly enabled?: boolean } | null };
  };
}

/** An owner that is a controller. */
export type ActiveOwner = Owner & { readonly kind: Controller };

/** Only what the object names: an installation of Flux need not have all of its controllers. */
function resourceOf({ flux }: ActiveOwner): string {
  if (flux === undefined) return 'applications.argoproj.io';
  return flux.kind === 'kustomization'
    ? 'kustomizations.kustomize.toolkit.fluxcd.io'
    : 'helmreleases.helm.toolkit.fluxcd.io';
}

/**
 * Why a controller is still active, or undefined where it lets the objects be. One that cannot be asked
 * counts as active: it may run in another cluster.
 */
export async function activityOf(
  kubectl: Kubectl,
  owner: ActiveOwner,
): Promise<string | undefined> {
  const { name, flux } = owner;
  const args = ['get', resourceOf(owner), '--all-namespaces', '--output', 'json'];
  const { exitCode, stdout } = await kubectl.try(args);
  if (exitCode !== 0) return `nothing in this cluster says whether ${name} is still active`;
  const { items } = JSON.parse(stdout) as { readonly items: readonly Resource[] };
  if (flux !== undefined) {
    const found = items.find(
      ({ metadata }) => metadata?.name === name && metadata.namespace === flux.namespace,
    );
    return found === undefined || found.spec?.suspend === true
      ? undefined
      : `${flux.kind} ${flux.namespace}/${name} is not suspended`;
  }
  // An application of another namespace than Argo's own is tracked as `namespace_name`.
  const found = items.filter(({ metadata }) =>
    [metadata?.name, `${metadata?.namespace ?? ''}_${metadata?.name ?? ''}`].includes(name),
  );
  const isSynced = found.some(({ spec }) => {
    const automated = spec?.syncPolicy?.automated;
    return automated !== undefined && automated !== null && automated.enabled !== false;
  });
  return isSynced ? `${name} is synced automatically` : undefined;
}
