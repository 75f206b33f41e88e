import type { KubernetesObject } from './kubernetes-object.ts';

/** Another program that deploys an object, as it marks what it owns. */
export interface Owner {
  /** For people, such as `Flux Kustomization flux-system/web`. */
  readonly name: string;
  /** What of the object is its mark, and no difference. */
  readonly marks: ReadonlySet<string>;
}

/** By which names these programs write fields, as managed fields have them. */
export const ownerManagers = [
  'kustomize-controller',
  'helm-controller',
  'argocd-controller',
  'argocd-application-controller',
];

const instance = 'app.kubernetes.io/instance';
const trackingId = 'argocd.argoproj.io/tracking-id';

/** Who deploys an object, where it is Flux or Argo CD. */
export function ownerOf({ metadata }: KubernetesObject): Owner | undefined {
  const { labels = {}, annotations = {} } = metadata;
  for (const [kind, prefix] of fluxKinds) {
    const name = labels[`${prefix}/name`];
    if (name === undefined) continue;
    const namespace = labels[`${prefix}/namespace`] ?? '';
    return { name: `Flux ${kind} ${namespace}/${name}`, marks: new Set() };
  }
  const application =
    annotations[trackingId]?.split(':')[0] ?? labels['argocd.argoproj.io/instance'];
  if (application === undefined) return undefined;
  // Argo CD may write its application's name over this label.
  const marks = new Set([`metadata.labels[${instance}]`]);
  return { name: `Argo CD application ${application}`, marks };
}

const fluxKinds = [
  ['Kustomization', 'kustomize.toolkit.fluxcd.io'],
  ['HelmRelease', 'helm.toolkit.fluxcd.io'],
] as const;
