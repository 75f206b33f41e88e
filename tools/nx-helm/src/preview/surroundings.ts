import type { PreviewIngress } from '../chart/preview-settings.ts';
import type { Kubectl } from '../cluster/connect.ts';
import type { KubernetesObject } from '../cluster/kubernetes-object.ts';
import { isLocal, serviceOf } from './addresses.ts';
import type { RenderedRelease } from './checks.ts';
import { applyArguments, baseLabel } from './namespace.ts';

/** What a preview has in its namespace besides its releases. */
interface Surroundings {
  readonly base: string;
  readonly clusterDomain: string;
  readonly rendered: readonly RenderedRelease[];
  readonly reached: readonly string[];
  readonly servicesOfBase: readonly KubernetesObject[];
  readonly urls: Readonly<Record<string, string>>;
  readonly ingress?: PreviewIngress;
  readonly quota: Readonly<Record<string, string>>;
}

const kinds = 'services,ingresses.networking.k8s.io,resourcequotas';

/** Puts there what is wanted, and takes away what an earlier run put there and is wanted no more. */
export async function putSurroundings(kubectl: Kubectl, wanted: Surroundings): Promise<void> {
  const objects = surroundingObjects(wanted);
  const names = new Set(objects.map(nameOf));
  const selector = ['--selector', `${baseLabel}=${wanted.base}`];
  const text = await kubectl.read(['get', kinds, ...selector, '--output', 'json']);
  const { items } = JSON.parse(text) as { readonly items: readonly KubernetesObject[] };
  for (const stale of items.map(nameOf).filter((name) => !names.has(name))) {
    await kubectl.read(['delete', stale, '--ignore-not-found']);
  }
  if (objects.length === 0) return;
  const input = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects });
  await kubectl.read(applyArguments, { input });
}

function nameOf({ kind, metadata }: Pick<KubernetesObject, 'kind' | 'metadata'>): string {
  return `${kind.toLowerCase()}/${metadata.name}`;
}

export function surroundingObjects(wanted: Surroundings): readonly KubernetesObject[] {
  const labels = { [baseLabel]: wanted.base };
  return [...reachedServices(wanted), ...ingresses(wanted), ...quotas(wanted)].map((object) => ({
    ...object,
    metadata: { ...object.metadata, labels },
  }));
}

const releaseAnnotation = 'meta.helm.sh/release-name';

/**
 * A Service of the base under the same name, for each release that the preview does not have: what a pod of
 * the preview calls is found there, and nothing of the base has to change or to be known in its values.
 */
function reachedServices({ base, clusterDomain, rendered, reached, servicesOfBase }: Surroundings) {
  const own = new Set(
    rendered.flatMap(({ objects }) =>
      objects.filter(({ kind }) => kind === 'Service').map(({ metadata }) => metadata.name),
    ),
  );
  return servicesOfBase
    .filter(({ metadata }) => reached.includes(metadata.annotations?.[releaseAnnotation] ?? ''))
    .filter(({ metadata }) => !own.has(metadata.name))
    .map(({ metadata: { name } }): KubernetesObject => ({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name },
      spec: { type: 'ExternalName', externalName: `${name}.${base}.svc.${clusterDomain}` },
    }));
}

function ingresses({ rendered, urls, ingress }: Surroundings): readonly KubernetesObject[] {
  if (ingress === undefined) return [];
  const { className, annotations, tlsSecret } = ingress;
  return rendered.flatMap((each) => {
    const url = urls[each.release];
    const service = serviceOf(each);
    if (url === undefined || service === undefined || isLocal(url)) return [];
    const { hostname: host } = new URL(url);
    const backend = { service: { name: service.name, port: { number: service.port } } };
    return [
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'Ingress',
        metadata: {
          name: `preview-${each.release}`,
          ...(annotations === undefined ? {} : { annotations }),
        },
        spec: {
          ...(className === undefined ? {} : { ingressClassName: className }),
          rules: [{ host, http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }],
          ...(tlsSecret === undefined ? {} : { tls: [{ hosts: [host], secretName: tlsSecret }] }),
        },
      },
    ];
  });
}

function quotas({ quota }: Surroundings): readonly KubernetesObject[] {
  if (Object.keys(quota).length === 0) return [];
  return [
    {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'nx-helm-preview' },
      spec: { hard: quota },
    },
  ];
}
