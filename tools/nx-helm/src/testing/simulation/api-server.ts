import { isPlainObject } from '../../base/plain-object.ts';
import type { KubernetesObject, ManagedFields } from '../../cluster/kubernetes-object.ts';

/** Why the API server refuses a request; kubectl and Helm print it. */
export class Refusal extends Error {
  readonly reason: 'AlreadyExists' | 'Conflict' | 'Invalid' | 'NotFound';

  constructor(reason: Refusal['reason'], message: string) {
    super(message);
    this.reason = reason;
  }
}

type Texts = Readonly<Record<string, string>>;
type Path = readonly string[];

/** What is written by an apply: every leaf of an object but its identity; lists count as one value. */
function leavesOf(value: unknown, path: Path = []): (readonly [Path, unknown])[] {
  if (!isPlainObject(value) || Object.keys(value).length === 0) return [[path, value]];
  return Object.entries(value).flatMap(([key, below]) => leavesOf(below, [...path, key]));
}

const identity = new Set(['apiVersion', 'kind', 'metadata.name', 'metadata.namespace']);

function appliedLeaves(object: KubernetesObject) {
  return leavesOf(object).filter(([path]) => !identity.has(path.join('.')));
}

type Tree = { [key: string]: unknown };

function write(tree: Tree, path: Path, value: unknown): void {
  const [key = '', ...rest] = path;
  if (rest.length === 0) {
    tree[key] = value;
    return;
  }
  const below = isPlainObject(tree[key]) ? { ...tree[key] } : {};
  tree[key] = below;
  write(below, rest, value);
}

function erased(tree: Tree, [key = '', ...rest]: Path): Tree {
  const below = tree[key];
  const left = rest.length > 0 && isPlainObject(below) ? erased(below, rest) : {};
  const isGone = Object.keys(left).length === 0;
  const others = Object.entries(tree).filter(([name]) => name !== key || !isGone);
  return Object.fromEntries(others.map(([name, value]) => [name, name === key ? left : value]));
}

function valueAt(tree: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, key) => (isPlainObject(at) ? at[key] : undefined), tree);
}

function fieldsOf(paths: readonly Path[]): Tree {
  const fields: Tree = {};
  for (const path of paths)
    write(
      fields,
      path.map((key) => `f:${key}`),
      {},
    );
  return fields;
}

function pathsOf({ fieldsV1 = {} }: ManagedFields): Path[] {
  return leavesOf(fieldsV1).map(([path]) => path.map((step) => step.slice(2)));
}

const same = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

const keyOf = (kind: string, name: string): string => `${kind}/${name}`;

interface ApplyOptions {
  readonly manager: string;
  readonly force: boolean;
  /** As of `kubectl edit`: writes what it writes, and takes nothing away. */
  readonly isUpdate?: boolean;
}

/**
 * The API server as far as a deployer sees it: optimistic writes, deletes with a precondition, and
 * server-side apply with its managers, for the objects of one namespace.
 */
export function createApiServer({
  hasNamespace,
  stored = [],
  refused,
}: {
  readonly hasNamespace: boolean;
  /** The name of what is not accepted. */
  readonly refused?: string;
  /** What is there from the beginning. */
  readonly stored?: readonly KubernetesObject[];
}) {
  const objects = new Map(
    stored.map((object) => [keyOf(object.kind, object.metadata.name), object]),
  );
  const listeners: ((object: KubernetesObject, isRemoved: boolean) => void)[] = [];
  let namespaceExists = hasNamespace;
  let version = stored.length * 1000;

  const get = (kind: string, name: string): KubernetesObject | undefined =>
    objects.get(keyOf(kind, name));

  const store = (object: KubernetesObject): KubernetesObject => {
    version += 1;
    const metadata = { ...object.metadata, resourceVersion: String(version) };
    const stored = { ...object, metadata };
    objects.set(keyOf(object.kind, object.metadata.name), stored);
    for (const listener of listeners) listener(stored, false);
    return stored;
  };

  const found = (kind: string, name: string): KubernetesObject => {
    const object = get(kind, name);
    if (object === undefined) {
      throw new Refusal('NotFound', `Error from server (NotFound): ${kind} "${name}" not found`);
    }
    return object;
  };

  const isConflict = (present: KubernetesObject, given: string | undefined): boolean =>
    given !== undefined && given !== present.metadata.resourceVersion;

  const conflict = (kind: string, name: string): Refusal =>
    new Refusal('Conflict', `Error from server (Conflict): ${kind} "${name}" has been modified`);

  const create = (object: KubernetesObject): KubernetesObject => {
    const { kind, metadata } = object;
    if (!namespaceExists) {
      throw new Refusal('NotFound', 'Error from server (NotFound): namespaces "acme" not found');
    }
    if (get(kind, metadata.name) !== undefined) {
      const text = `Error from server (AlreadyExists): ${kind} "${metadata.name}" already exists`;
      throw new Refusal('AlreadyExists', text);
    }
    return store(object);
  };

  const apply = (object: KubernetesObject, { manager, force, isUpdate }: ApplyOptions) => {
    const { kind, apiVersion, metadata } = object;
    if (metadata.name === refused) {
      throw new Refusal('Invalid', `${kind} "${metadata.name}" is invalid`);
    }
    const present = get(kind, metadata.name) ?? {
      apiVersion,
      kind,
      metadata: { name: metadata.name },
    };
    const operation = isUpdate === true ? 'Update' : 'Apply';
    const entries = present.metadata.managedFields ?? [];
    const isOwn = (entry: ManagedFields): boolean =>
      entry.manager === manager && entry.operation === operation;
    const own = entries.filter(isOwn).flatMap(pathsOf);
    const leaves = appliedLeaves(object);
    const written = new Map(leaves.map(([path, value]) => [path.join('\0'), value]));
    const others = entries
      .filter((entry) => !isOwn(entry))
      .map((entry) => {
        const paths = pathsOf(entry);
        const taken = paths.filter((path) => {
          const key = path.join('\0');
          return written.has(key) && !same(written.get(key), valueAt(present, path));
        });
        if (taken.length > 0 && !force) {
          const field = taken[0]?.join('.') ?? '';
          throw new Refusal(
            'Conflict',
            `conflict occurred while applying ${kind} ${metadata.name}: conflict with "${entry.manager ?? ''}": .${field}`,
          );
        }
        return { ...entry, fieldsV1: fieldsOf(paths.filter((path) => !taken.includes(path))) };
      })
      .filter((entry) => Object.keys(entry.fieldsV1).length > 0);
    const stillOwned = new Set(others.flatMap(pathsOf).map((path) => path.join('\0')));
    let tree: Tree = { ...present };
    if (isUpdate !== true) {
      for (const path of own) {
        const key = path.join('\0');
        if (!written.has(key) && !stillOwned.has(key)) tree = erased(tree, path);
      }
    }
    for (const [path, value] of leaves) write(tree, path, value);
    const paths = leaves.map(([path]) => path);
    const kept = isUpdate === true ? own.filter((path) => !written.has(path.join('\0'))) : [];
    const entry = { manager, operation, fieldsV1: fieldsOf([...kept, ...paths]) };
    const result = tree as unknown as KubernetesObject;
    const managedFields = [...others, entry];
    return store({ ...result, metadata: { ...result.metadata, managedFields } });
  };

  return {
    get,
    list: (kind: string, labels: Texts = {}): KubernetesObject[] =>
      [...objects.values()].filter(
        (object) =>
          object.kind === kind &&
          Object.entries(labels).every(([name, value]) => object.metadata.labels?.[name] === value),
      ),
    all: (): KubernetesObject[] => [...objects.values()],
    hasNamespace: () => namespaceExists,
    createNamespace: (): void => {
      namespaceExists = true;
    },
    create,
    replace: (object: KubernetesObject): KubernetesObject => {
      const { kind, metadata } = object;
      const present = found(kind, metadata.name);
      if (isConflict(present, metadata.resourceVersion)) throw conflict(kind, metadata.name);
      return store(object);
    },
    /** How often anything was written. */
    writes: () => version,
    remove: (kind: string, name: string, resourceVersion?: string): void => {
      const present = found(kind, name);
      if (isConflict(present, resourceVersion)) throw conflict(kind, name);
      version += 1;
      objects.delete(keyOf(kind, name));
      for (const listener of listeners) listener(present, true);
    },
    apply,
    /** Changes what only the passing of time changes, so that nothing counts as written. */
    age: (kind: string, name: string, change: (present: KubernetesObject) => KubernetesObject) =>
      void objects.set(keyOf(kind, name), change(found(kind, name))),
    /** Writes some fields over those that are there, as a merge patch does. */
    patch: (kind: string, name: string, change: (present: KubernetesObject) => KubernetesObject) =>
      store(change(found(kind, name))),
    onWrite: (listener: (object: KubernetesObject, isRemoved: boolean) => void): void =>
      void listeners.push(listener),
  };
}

export type ApiServer = ReturnType<typeof createApiServer>;
