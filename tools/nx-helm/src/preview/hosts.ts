import { isPlainObject } from '../base/plain-object.ts';
import type { KubernetesObject } from '../cluster/kubernetes-object.ts';

/** What a program that keeps the names of a domain reads. */
const hostAnnotations = [
  'external-dns.alpha.kubernetes.io/hostname',
  'external-dns.alpha.kubernetes.io/internal-hostname',
];

/** The names under which an Ingress, a route of a Gateway or a Service is reached from outside of the cluster. */
export function hostsOf({ kind, metadata, spec }: KubernetesObject): readonly string[] {
  const named = hostAnnotations.flatMap((key) =>
    (metadata.annotations?.[key] ?? '').split(',').map((name) => name.trim()),
  );
  return [...ruledHosts(kind, spec), ...named].filter((name) => name !== '');
}

function ruledHosts(kind: string, spec: KubernetesObject['spec']): readonly string[] {
  if (kind === 'Ingress') return rulesOf(spec).flatMap(({ host }) => host ?? []);
  return kind.endsWith('Route') ? ((spec?.['hostnames'] ?? []) as readonly string[]) : [];
}

function rulesOf(spec: KubernetesObject['spec']): readonly { readonly host?: string }[] {
  return (spec?.['rules'] ?? []) as readonly { readonly host?: string }[];
}

/** Whether it takes requests to any name, also to those that others have. */
export function takesAllHosts({ kind, spec }: KubernetesObject): boolean {
  if (kind.endsWith('Route')) return ruledHosts(kind, spec).length === 0;
  if (kind !== 'Ingress') return false;
  const isAny = (host: string | undefined): boolean => (host ?? '') === '' || host === '*';
  return isPlainObject(spec?.['defaultBackend']) || rulesOf(spec).some(({ host }) => isAny(host));
}

/** Whether some request is meant by both: one is the other, or its wildcard has the other in it. */
export function isSameHost(one: string, other: string): boolean {
  const [first, second] = [one.toLowerCase(), other.toLowerCase()];
  return first === second || covers(first, second) || covers(second, first);
}

function covers(wildcard: string, name: string): boolean {
  return wildcard.startsWith('*') && name.endsWith(wildcard.slice(1));
}
