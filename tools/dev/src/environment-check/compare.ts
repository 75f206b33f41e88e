import type { ClusterFacts } from './cluster-facts.ts';
import type { EnvironmentText } from './environment-text.ts';

/** What the cluster does not have of what the environment's file says. */
export interface Finding {
  readonly line: number;
  readonly what: string;
  readonly fix: string;
}

/** Each finding names the line of the file that has to change, or what the cluster lacks. */
export function compareEnvironment(
  environment: EnvironmentText,
  cluster: ClusterFacts,
): readonly Finding[] {
  return [
    ...identity(environment, cluster),
    ...versions(environment, cluster),
    ...scaling(environment, cluster),
    ...storage(environment, cluster),
    ...ingress(environment, cluster),
    ...gateway(environment, cluster),
  ].toSorted((a, b) => a.line - b.line);
}

function identity({ values, lineOf }: EnvironmentText, { id }: ClusterFacts): Finding[] {
  const { cluster = id } = values.nxHelm;
  if (cluster === id) return [];
  return [
    {
      line: lineOf(['nxHelm', 'cluster']),
      what: `cluster is ${cluster}, and the context leads to ${id}`,
      fix: `cluster: ${id}, if that is the one, or correct the kubeconfig`,
    },
  ];
}

const minorOf = (version: string): string => /^v?(\d+\.\d+)/.exec(version)?.[1] ?? version;

function versions({ values, lineOf }: EnvironmentText, cluster: ClusterFacts): Finding[] {
  const { kubeVersion, apiVersions } = values.nxHelm;
  const actual = cluster.version.replace(/^v/, '').replace(/[+-].*$/, '');
  const missing = apiVersions.filter((name) => !cluster.apiVersions.has(name.split('/')[0] ?? ''));
  return [
    ...(minorOf(kubeVersion) === minorOf(actual)
      ? []
      : [
          {
            line: lineOf(['nxHelm', 'kubeVersion']),
            what: `kubeVersion is ${kubeVersion}, and the cluster runs ${actual}`,
            fix: `write kubeVersion: ${actual}`,
          },
        ]),
    ...missing.map((name) => ({
      line: lineOf(['nxHelm', 'apiVersions']),
      what: `apiVersions has ${name}, which the cluster does not serve`,
      fix: `remove ${name}, or install what serves it`,
    })),
  ];
}

function scaling({ values, lineOf }: EnvironmentText, cluster: ClusterFacts): Finding[] {
  if (cluster.apiVersions.has('metrics.k8s.io')) return [];
  return Object.entries(values.nxHelm.releases)
    .filter(([, { autoscaling }]) => autoscaling.enabled)
    .map(([name]) => ({
      line: lineOf(['nxHelm', 'releases', name, 'autoscaling', 'enabled']),
      what: `${name} scales by load, and the cluster serves no metrics (metrics.k8s.io)`,
      fix: 'write autoscaling: { enabled: false }, or install metrics-server',
    }));
}

function storage({ values, lineOf }: EnvironmentText, cluster: ClusterFacts): Finding[] {
  if (values.global.database.mode !== 'volume') return [];
  const wanted = values.nxHelm.releases['platform']?.database.volume.storageClassName ?? '';
  const classes = cluster.storageClasses;
  if (wanted === '' && classes.some(({ isDefault }) => isDefault)) return [];
  if (classes.some(({ name }) => name === wanted)) return [];
  const names = classes.map(({ name }) => name).join(', ') || 'none';
  const key = ['nxHelm', 'releases', 'platform', 'database', 'volume', 'storageClassName'];
  return [
    {
      line: wanted === '' ? lineOf(['global', 'database', 'mode']) : lineOf(key),
      what:
        wanted === ''
          ? `the database is on a volume, and no storage class of the cluster is the default (there: ${names})`
          : `the storage class ${wanted} is not in the cluster (there: ${names})`,
      fix: 'set nxHelm.releases.platform.database.volume.storageClassName to one that is there',
    },
  ];
}

const routingKey = ['nxHelm', 'releases', 'platform', 'routing'];

function ingress({ values, lineOf }: EnvironmentText, cluster: ClusterFacts): Finding[] {
  const routing = values.nxHelm.releases['platform']?.routing;
  if (routing?.kind !== 'ingress') return [];
  const { className, tls } = routing.ingress;
  const classes = cluster.ingressClasses;
  const names = classes.map(({ name }) => name).join(', ') || 'none';
  const isServed =
    className === ''
      ? classes.some(({ isDefault }) => isDefault)
      : classes.some(({ name }) => name === className);
  const issuer = `${tls.issuerKind || 'ClusterIssuer'}/${tls.issuer}`;
  const inTls = (key: string) => lineOf([...routingKey, 'ingress', 'tls', key]);
  return [
    ...(isServed
      ? []
      : [
          {
            line: lineOf([
              ...routingKey,
              ...(className === '' ? ['kind'] : ['ingress', 'className']),
            ]),
            what:
              className === ''
                ? `no Ingress class of the cluster is the default (there: ${names})`
                : `the Ingress class ${className} is not in the cluster (there: ${names})`,
            fix: 'set routing.ingress.className to one that is there, or install a controller',
          },
        ]),
    ...(tls.issuer === '' && tls.secretName !== '' && !cluster.secrets.has(tls.secretName)
      ? [
          {
            line: inTls('secretName'),
            what: `the namespace has no Secret ${tls.secretName}, and no issuer is to write it`,
            fix: `kubectl create secret tls ${tls.secretName}, or set routing.ingress.tls.issuer`,
          },
        ]
      : []),
    ...(tls.issuer !== '' && !cluster.issuers.has(issuer)
      ? [
          {
            line: inTls('issuer'),
            what: cluster.apiVersions.has('cert-manager.io')
              ? `cert-manager has no ${issuer}`
              : 'routing.ingress.tls.issuer is set, and the cluster has no cert-manager',
            fix: 'name an issuer that is there, or remove it and bring the Secret',
          },
        ]
      : []),
  ];
}

function gateway({ values, lineOf }: EnvironmentText, cluster: ClusterFacts): Finding[] {
  const routing = values.nxHelm.releases['platform']?.routing;
  if (routing?.kind !== 'gateway') return [];
  const { name, namespace, sectionName } = routing.gateway;
  const found = cluster.gateways.find(
    (each) => each.name === name && each.namespace === (namespace || cluster.namespace),
  );
  if (found === undefined) {
    const there = cluster.gateways.map((each) => `${each.namespace}/${each.name}`).join(', ');
    return [
      {
        line: lineOf([...routingKey, 'gateway', 'name']),
        what: cluster.apiVersions.has('gateway.networking.k8s.io')
          ? `there is no Gateway ${namespace || cluster.namespace}/${name} (there: ${there || 'none'})`
          : 'routing.kind is gateway, and the cluster has no Gateway API',
        fix: 'name a Gateway that is there, or set routing.kind to ingress',
      },
    ];
  }
  const listeners = found.listeners.filter(
    (each) => sectionName === '' || each.name === sectionName,
  );
  return (['chatbot', 'web'] as const)
    .map((service) => ({ service, host: new URL(values.global.urls[service]).hostname }))
    .filter(({ host }) => !listeners.some(({ hostname }) => takes(hostname, host)))
    .map(({ service, host }) => ({
      line: lineOf(['global', 'urls', service]),
      what: `no listener of Gateway ${found.namespace}/${name} takes ${host}`,
      fix: 'give the Gateway a listener for it, or set another address',
    }));
}

/** A listener without a host takes every one; `*.example.org` takes those below. */
function takes(pattern: string | undefined, host: string): boolean {
  if (pattern === undefined || pattern === host) return true;
  return pattern.startsWith('*.') && host.endsWith(pattern.slice(1));
}
