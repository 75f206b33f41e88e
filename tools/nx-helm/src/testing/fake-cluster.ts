import { UserError } from '@taskora/base/errors';
import type { RunResult } from '@taskora/base/run';
import type { Kubectl } from '../cluster/connect.ts';
import type { Lease } from '../cluster/lease.ts';

/** A cluster that knows namespaces and leases, with the API server's rules for writing them. */
export function createFakeCluster({ hasNamespace }: { readonly hasNamespace: boolean }) {
  const leases = new Map<string, Lease>();
  let namespaceExists = hasNamespace;
  let version = 0;
  const store = (lease: Lease): RunResult => {
    version += 1;
    const metadata = { ...lease.metadata, resourceVersion: String(version) };
    leases.set(lease.metadata.name, { ...lease, metadata });
    return success('');
  };
  // A writer who names no version wants to write whatever is there.
  const isCurrent = (name: string, resourceVersion: string | undefined): boolean => {
    const current = leases.get(name)?.metadata.resourceVersion;
    return current !== undefined && [current, undefined].includes(resourceVersion);
  };
  const create = (lease: Lease): RunResult => {
    if (!namespaceExists) return failure('namespaces "acme" not found');
    if (leases.has(lease.metadata.name)) return failure('Error from server (AlreadyExists)');
    return store(lease);
  };
  const replace = (lease: Lease): RunResult => {
    const { name, resourceVersion } = lease.metadata;
    return isCurrent(name, resourceVersion) ? store(lease) : failure('(Conflict)');
  };
  const remove = (path: string, { preconditions }: DeleteOptions): RunResult => {
    const name = path.split('/').at(-1) ?? '';
    if (!isCurrent(name, preconditions?.resourceVersion)) return failure('(Conflict)');
    leases.delete(name);
    return success('');
  };
  const answer = (args: readonly string[], input = ''): RunResult => {
    const [verb = '', kind = '', name = ''] = args;
    if (verb === 'create' && kind === 'namespace') {
      namespaceExists = true;
      return success('');
    }
    if (verb === 'create') return create(JSON.parse(input) as Lease);
    if (verb === 'replace') return replace(JSON.parse(input) as Lease);
    if (verb === 'delete' && kind === '--raw') {
      return remove(name, JSON.parse(input) as DeleteOptions);
    }
    const found = leases.get(name);
    if (verb === 'get') return success(found === undefined ? '' : JSON.stringify(found));
    return failure(`a test cluster does not know ${verb} ${kind}`);
  };
  const kubectl: Kubectl = {
    namespace: 'acme',
    try: (args, options) => Promise.resolve(answer(args, options?.input)),
    read: async (args, options) => {
      const { exitCode, stdout, stderr } = await kubectl.try(args, options);
      if (exitCode === 0) return stdout;
      throw new UserError('NXHELM_KUBECTL_FAILED', stderr, 'none');
    },
  };
  return {
    kubectl,
    lease: (name: string) => leases.get(name),
    hold: (name: string, holderIdentity: string, renewTime: string) => {
      store({ metadata: { name }, spec: { holderIdentity, renewTime, leaseDurationSeconds: 30 } });
    },
  };
}

interface DeleteOptions {
  readonly preconditions?: { readonly resourceVersion?: string };
}

function success(stdout: string): RunResult {
  return { exitCode: 0, stdout, stderr: '' };
}

function failure(stderr: string): RunResult {
  return { exitCode: 1, stdout: '', stderr };
}
