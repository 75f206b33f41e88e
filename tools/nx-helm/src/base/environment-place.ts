import { UserError } from '@taskora/base/errors';

/** Where an environment is, as far as its file says so; what it leaves out stands in nx.json. */
export interface EnvironmentPlace {
  readonly namespace?: string;
  /** Names of the kube-contexts that may be used for it, separated by commas. */
  readonly contexts?: string;
  /** The `metadata.uid` of the namespace kube-system, which no other cluster has, or `unnamed`. */
  readonly cluster?: string;
}

/** Where one environment names its cluster, those that name none have to say so. */
export const anyCluster = 'any';

/** What a protected environment has whose file names no cluster: it is in none until the file does. */
export const unnamedCluster = 'unnamed';

/** What people are likely to write instead, and what would then bind the environment to nothing. */
const misspelt: ReadonlyMap<string, string> = new Map([
  ['context', 'contexts'],
  ['kubecontext', 'contexts'],
  ['kubecontexts', 'contexts'],
  ['namespaces', 'namespace'],
  ['clusters', 'cluster'],
]);

const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** From the key `nxHelm` of an environment file. */
export function placeIn(
  settings: Readonly<Record<string, unknown>>,
  file: string,
): EnvironmentPlace {
  for (const key of Object.keys(settings)) {
    const meant = misspelt.get(key.toLowerCase().replaceAll(/[^a-z]/g, ''));
    if (meant !== undefined && meant !== key) throw invalid(file, `${key} is called ${meant}`);
  }
  const { namespace, cluster } = settings;
  if (namespace !== undefined && !(typeof namespace === 'string' && label.test(namespace))) {
    throw invalid(
      file,
      `namespace is ${JSON.stringify(namespace)}, not a valid name of a namespace`,
    );
  }
  if (cluster !== undefined && (typeof cluster !== 'string' || cluster === '')) {
    throw invalid(file, `cluster is ${JSON.stringify(cluster)}, not a string`);
  }
  const contexts = contextsIn(settings['contexts'], file);
  const place = clusterIn(cluster, settings['protection']);
  return {
    ...(namespace === undefined ? {} : { namespace }),
    ...(contexts === undefined ? {} : { contexts }),
    ...(place === undefined ? {} : { cluster: place }),
  };
}

/** A context is a name of this machine, and may lead elsewhere tomorrow: too little for what is protected. */
function clusterIn(cluster: string | undefined, protection: unknown): string | undefined {
  const isProtected = Array.isArray(protection) && protection.length > 0;
  return isProtected && (cluster ?? anyCluster) === anyCluster ? unnamedCluster : cluster;
}

function contextsIn(value: unknown, file: string): string | undefined {
  if (value === undefined) return undefined;
  const names: unknown = typeof value === 'string' ? value.split(',') : value;
  if (Array.isArray(names) && names.length > 0) {
    const texts = names.filter(
      (name): name is string => typeof name === 'string' && /\S/.test(name),
    );
    if (texts.length === names.length) return texts.map((name) => name.trim()).join(',');
  }
  throw invalid(file, `contexts is ${JSON.stringify(value)}, not a list of names`);
}

function invalid(file: string, what: string): UserError {
  return new UserError(
    'NXHELM_ENVIRONMENT_PLACE',
    `the key nxHelm of ${file} has an invalid place: ${what}`,
    `write in ${file} "nxHelm: { contexts: [minikube], namespace: shop }"`,
  );
}
