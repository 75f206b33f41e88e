import type { Kubectl } from '@taskora/base/kubectl';
import { z } from 'zod';

interface Class {
  readonly name: string;
  readonly isDefault: boolean;
}

/** What of a cluster an environment's file speaks of. */
export interface ClusterFacts {
  /** The uid of kube-system, which no other cluster has. */
  readonly id: string;
  readonly version: string;
  /** Groups that the API server serves. */
  readonly apiVersions: ReadonlySet<string>;
  readonly ingressClasses: readonly Class[];
  readonly storageClasses: readonly Class[];
  /** The namespace of the releases, and the names of its Secrets. */
  readonly namespace: string;
  readonly secrets: ReadonlySet<string>;
  /** `Issuer/name` and `ClusterIssuer/name`. */
  readonly issuers: ReadonlySet<string>;
  readonly gateways: readonly {
    readonly namespace: string;
    readonly name: string;
    readonly listeners: readonly {
      readonly name: string;
      readonly hostname?: string | undefined;
    }[];
  }[];
}

const metadata = z.object({
  name: z.string(),
  namespace: z.string().default(''),
  annotations: z.record(z.string(), z.string()).default({}),
});
const listSchema = z.object({ items: z.array(z.object({ kind: z.string(), metadata })) });
const gatewaysSchema = z.object({
  items: z.array(
    z.object({
      metadata,
      spec: z.object({
        listeners: z.array(z.object({ name: z.string(), hostname: z.string().optional() })),
      }),
    }),
  ),
});
const versionSchema = z.object({ serverVersion: z.object({ gitVersion: z.string() }) });

/** Asks for names alone: of a Secret no value is read. */
export async function readClusterFacts(
  { ask }: Pick<Kubectl, 'ask'>,
  namespace: string,
): Promise<ClusterFacts> {
  const get = async (...args: readonly string[]) =>
    listSchema.parse(JSON.parse(await ask(['get', ...args, '-o', 'json'])));
  const groups = (await ask(['api-versions'])).split('\n').map((line) => line.split('/')[0] ?? '');
  const apiVersions = new Set(groups);
  const classesOf = async (kind: string, group: string): Promise<Class[]> => {
    const { items } = await get(kind);
    return items.map((item) => ({
      name: item.metadata.name,
      isDefault: item.metadata.annotations[`${group}/is-default-class`] === 'true',
    }));
  };
  const secrets = await ask(['get', 'secrets', '-n', namespace, '-o', 'name']);
  const issuers = apiVersions.has('cert-manager.io')
    ? [
        ...(await get('clusterissuers.cert-manager.io')).items,
        ...(await get('issuers.cert-manager.io', '-n', namespace)).items,
      ]
    : [];
  const gateways = apiVersions.has('gateway.networking.k8s.io')
    ? await ask(['get', 'gateways.gateway.networking.k8s.io', '-A', '-o', 'json'])
    : '{"items":[]}';
  const id = ['get', 'namespace', 'kube-system', '-o', 'jsonpath={.metadata.uid}'];
  return {
    id: (await ask(id)).trim(),
    version: versionSchema.parse(JSON.parse(await ask(['version', '-o', 'json']))).serverVersion
      .gitVersion,
    apiVersions,
    ingressClasses: await classesOf('ingressclasses', 'ingressclass.kubernetes.io'),
    storageClasses: await classesOf('storageclasses', 'storageclass.kubernetes.io'),
    namespace,
    secrets: new Set(secrets.split('\n').map((line) => line.replace('secret/', ''))),
    issuers: new Set(issuers.map(({ kind, metadata: { name } }) => `${kind}/${name}`)),
    gateways: gatewaysSchema.parse(JSON.parse(gateways)).items.map((item) => ({
      namespace: item.metadata.namespace,
      name: item.metadata.name,
      listeners: item.spec.listeners,
    })),
  };
}
