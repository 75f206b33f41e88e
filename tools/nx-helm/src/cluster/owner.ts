import type { KubernetesObject } from './kubernetes-object.ts';

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

/** An owner that is a controller. */
export type ActiveOwner = Owner & { readonly kind: Controller };

type Texts = Readonly<Record<string, string>>;

const trackingId = 'argocd.argoproj.io/tracking-id';
const argoInstance = 'argocd.argoproj.io/instance';
const instance = 'app.kubernetes.io/instance';
const skaffoldRun = 'skaffold.dev/run-id';

/** What other programs write to an object to find it again; it goes when the object is adopted. */
export const foreignMarks = {
  annotations: [trackingId, 'argocd.argoproj.io/installation-id'],
  labels: [
    argoInstance,
    'kustomize.toolkit.fluxcd.io/name',
    'kustomize.toolkit.fluxcd.io/namespace',
    'helm.toolkit.fluxcd.io/name',
    'helm.toolkit.fluxcd.io/namespace',
    skaffoldRun,
  ],
} as const;

const argoManagers = ['argocd-controller', 'argocd-application-controller'];

/** By which names controllers write fields, as managed fields have them. */
export const controllerManagers = ['kustomize-controller', 'helm-controller', ...argoManagers];

/** A controller goes before Helm: Flux has Helm make its releases. */
export function ownerOf(object: KubernetesObject): Owner {
  const { labels = {}, annotations = {} } = object.metadata;
  const argo = argoApplication(object);
  if (argo !== undefined) return { kind: 'argocd', name: argo };
  for (const { kind, label } of fluxLabels) {
    const name = labels[`${label}/name`];
    const namespace = labels[`${label}/namespace`] ?? '';
    if (name !== undefined) return { kind: 'flux', name, flux: { kind, namespace } };
  }
  const helm = helmRelease(annotations);
  if (helm !== undefined) return { kind: 'helm', name: helm };
  const run = labels[skaffoldRun];
  return run === undefined ? { kind: 'other', name: '' } : { kind: 'skaffold', name: run };
}

const fluxLabels = [
  { kind: 'helmrelease', label: 'helm.toolkit.fluxcd.io' },
  { kind: 'kustomization', label: 'kustomize.toolkit.fluxcd.io' },
] as const;

const helmRelease = (annotations: Texts): string | undefined =>
  annotations['meta.helm.sh/release-name'];

/**
 * `shop:apps/Deployment:default/web`, or a label of Argo's own. Else it may track by a label that every chart
 * has, and shows by the fields that it wrote; they stay in an object that is Helm's by now.
 */
function argoApplication({ metadata }: KubernetesObject): string | undefined {
  const { labels = {}, annotations = {}, managedFields = [] } = metadata;
  const isWritten = managedFields.some(({ manager = '' }) => argoManagers.includes(manager));
  return (
    annotations[trackingId]?.split(':')[0] ??
    labels[argoInstance] ??
    (isWritten && helmRelease(annotations) === undefined ? labels[instance] : undefined)
  );
}

/** Who deploys an object as long as it runs, where that is Flux or Argo CD. */
export function controllerOf(object: KubernetesObject): ActiveOwner | undefined {
  const owner = ownerOf(object);
  const { kind } = owner;
  return kind === 'argocd' || kind === 'flux' ? { ...owner, kind } : undefined;
}

/** Such as `Flux Kustomization flux-system/web`. */
export function titleOfController({ name, flux }: ActiveOwner): string {
  if (flux === undefined) return `Argo CD application ${name}`;
  const kind = flux.kind === 'kustomization' ? 'Kustomization' : 'HelmRelease';
  return `Flux ${kind} ${flux.namespace}/${name}`;
}

/** Whether a field that is rendered is the controller's to write: Argo CD may track by this label. */
export function isMark({ kind }: ActiveOwner, path: string): boolean {
  return kind === 'argocd' && path === `metadata.labels[${instance}]`;
}
