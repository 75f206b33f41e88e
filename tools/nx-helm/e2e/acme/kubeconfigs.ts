import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Acme } from './acme.ts';
import { namespace } from './files.ts';

interface Kubeconfig {
  readonly clusters: readonly { readonly name: string; readonly cluster: { server: string } }[];
  readonly contexts: readonly { name: string; readonly context: { readonly cluster: string } }[];
  users: readonly { readonly name: string; user: Readonly<Record<string, unknown>> }[];
  'current-context': string;
}

export interface KubeconfigChanges {
  readonly server?: string;
  readonly context?: string;
  /** In the place of what the usual user shows. */
  readonly token?: string;
}

/** A copy of the present kubeconfig for one test, which leads elsewhere or to less. */
export async function kubeconfigOf(acme: Acme, changes: KubeconfigChanges): Promise<string> {
  const view = ['config', 'view', '--raw', '--flatten', '--minify', '--output', 'json'];
  const configuration = JSON.parse(await acme.kubectl(...view)) as Kubeconfig;
  const { server, context, token } = changes;
  for (const { cluster } of configuration.clusters) cluster.server = server ?? cluster.server;
  for (const each of configuration.contexts) each.name = context ?? each.name;
  for (const each of configuration.users) each.user = token === undefined ? each.user : { token };
  configuration['current-context'] = context ?? configuration['current-context'];
  const file = join(acme.folder, '..', `kubeconfig-${Object.keys(changes).join('-')}.json`);
  writeFileSync(file, JSON.stringify(configuration), { mode: 0o600 });
  return file;
}

/** Somebody who may do in the fixture's namespace what the verbs say, and nothing elsewhere. */
export async function limitedKubeconfig(acme: Acme, verbs: readonly string[]): Promise<string> {
  const name = ['limited-user', ...verbs].join('-');
  const file = join(acme.folder, '..', `${name}.json`);
  writeFileSync(file, JSON.stringify(limitedUser(name, verbs)));
  await acme.kubectl('apply', '--filename', file);
  const token = (await acme.kubectl('create', 'token', name)).trim();
  return kubeconfigOf(acme, { token });
}

function limitedUser(name: string, verbs: readonly string[]) {
  const group = 'rbac.authorization.k8s.io';
  const metadata = { name, namespace };
  const rules = verbs.length === 0 ? [] : [{ apiGroups: ['*'], resources: ['*'], verbs }];
  return {
    apiVersion: 'v1',
    kind: 'List',
    items: [
      { apiVersion: 'v1', kind: 'ServiceAccount', metadata },
      { apiVersion: `${group}/v1`, kind: 'Role', metadata, rules },
      {
        apiVersion: `${group}/v1`,
        kind: 'RoleBinding',
        metadata,
        roleRef: { apiGroup: group, kind: 'Role', name },
        subjects: [{ kind: 'ServiceAccount', name, namespace }],
      },
    ],
  };
}
