import { UserError } from '@taskora/base/errors';
import type { RunResult } from '@taskora/base/run';
import type { Kubectl } from '../../cluster/connect.ts';
import type { KubernetesObject, ManagedFields } from '../../cluster/kubernetes-object.ts';
import type { ApiServer } from './api-server.ts';
import { Refusal } from './api-server.ts';
import type { Actor, Schedule } from './schedule.ts';

export const success = (stdout = ''): RunResult => ({ exitCode: 0, stdout, stderr: '' });
export const failure = (stderr: string): RunResult => ({ exitCode: 1, stdout: '', stderr });

const after = (args: readonly string[], flag: string): string => args[args.indexOf(flag) + 1] ?? '';

/** kubectl as the deployer calls it; each call is one request. */
export function createKubectlModel(
  api: ApiServer,
  schedule: Schedule,
  actor: Actor,
  onRead: () => void,
): Kubectl {
  const kubectl: Kubectl = {
    namespace: 'acme',
    try: (args, { input = '' } = {}) =>
      schedule.ask(actor, describe(args, input), () => {
        if (args[0] === 'get') onRead();
        try {
          return answer(api, args, input);
        } catch (error) {
          if (error instanceof Refusal) return failure(error.message);
          throw error;
        }
      }),
    read: async (args, options) => {
      const { exitCode, stdout, stderr } = await kubectl.try(args, options);
      if (exitCode === 0) return stdout;
      throw new UserError('NXHELM_KUBECTL_FAILED', stderr, 'none');
    },
  };
  return kubectl;
}

function describe(args: readonly string[], input: string): string {
  const [verb = '', what = '', name = ''] = args;
  if (!what.startsWith('-')) return `kubectl ${verb} ${what} ${name.startsWith('-') ? '' : name}`;
  if (what === '--raw') return `kubectl ${verb} ${name.split('/').slice(-2).join(' ')}`;
  const { kind, metadata } = JSON.parse(input) as KubernetesObject;
  return `kubectl ${verb} ${kind} ${metadata.name}`;
}

function answer(api: ApiServer, args: readonly string[], input: string): RunResult {
  const [verb = '', what = '', name = ''] = args;
  switch (verb) {
    case 'create':
      return create(api, what, input);
    case 'replace':
      api.replace(JSON.parse(input) as KubernetesObject);
      return success();
    case 'delete':
      return what === '--raw' ? remove(api, name, input) : removeObject(api, what, name);
    case 'label':
      return label(api, name, args);
    case 'patch':
      return patchManagers(api, what, name, after(args, '--patch'));
    case 'get':
      return get(api, args);
    default:
      return failure(`this kubectl does not know ${args.join(' ')}`);
  }
}

function create(api: ApiServer, what: string, input: string): RunResult {
  if (what === 'namespace') api.createNamespace();
  else api.create(JSON.parse(input) as KubernetesObject);
  return success();
}

function remove(api: ApiServer, path: string, input: string): RunResult {
  const { preconditions = {} } = JSON.parse(input) as {
    readonly preconditions?: { readonly resourceVersion?: string };
  };
  api.remove('Lease', path.split('/').at(-1) ?? '', preconditions.resourceVersion);
  return success();
}

function removeObject(api: ApiServer, resource: string, name: string): RunResult {
  const kind = resource.split('.')[0] ?? '';
  if (api.get(kind, name) !== undefined) api.remove(kind, name);
  return success();
}

function label(api: ApiServer, name: string, args: readonly string[]): RunResult {
  const assignments = args.slice(3).filter((part) => !part.startsWith('--'));
  const labels = Object.fromEntries(assignments.map((part) => part.split('=') as [string, string]));
  api.patch('Secret', name, (present) => ({
    ...present,
    metadata: { ...present.metadata, labels: { ...present.metadata.labels, ...labels } },
  }));
  return success();
}

function patchManagers(api: ApiServer, resource: string, name: string, text: string): RunResult {
  const [test, replace] = JSON.parse(text) as [
    { readonly value: string },
    { readonly value: ManagedFields[] },
  ];
  const kind = resource.split('.')[0] ?? '';
  if (api.get(kind, name)?.metadata.resourceVersion !== test.value) {
    return failure('Error from server (Conflict): the test of the patch failed');
  }
  api.patch(kind, name, (present) => ({
    ...present,
    metadata: { ...present.metadata, managedFields: replace.value },
  }));
  return success();
}

const noItems = JSON.stringify({ items: [] });

function get(api: ApiServer, args: readonly string[]): RunResult {
  const [, what = '', name = ''] = args;
  const isNamed = !name.startsWith('-');
  if (what === 'namespace') return success(api.hasNamespace() ? `namespace/${name}` : '');
  if (what === 'lease' || what === 'configmap') {
    const found = api.get(what === 'lease' ? 'Lease' : 'ConfigMap', name);
    return success(found === undefined ? '' : textOf(found));
  }
  if (what === 'secrets') {
    if (args.includes('--all-namespaces')) return success();
    const rows = api.list('Secret', { owner: 'helm' });
    return success(rows.map(({ metadata }) => `${JSON.stringify(metadata.labels)}\n`).join(''));
  }
  if (what === 'persistentvolumeclaim') {
    const { uid, resourceVersion } = api.get('PersistentVolumeClaim', name)?.metadata ?? {};
    return uid === undefined ? failure('NotFound') : success(`${uid} ${resourceVersion ?? ''}`);
  }
  if (isNamed || ['pods', 'events', 'jobs'].includes(what)) return success(noItems);
  const kinds = new Set(what.split(',').map((resource) => resource.split('.')[0]));
  const items = api.all().filter(({ kind }) => kinds.has(kind));
  return success(`{"items":[${items.map(textOf).join()}]}`);
}

const texts = new WeakMap<KubernetesObject, string>();

/** Each write makes another object, and each is read many times. */
function textOf(object: KubernetesObject): string {
  const text = texts.get(object) ?? JSON.stringify(object);
  texts.set(object, text);
  return text;
}
