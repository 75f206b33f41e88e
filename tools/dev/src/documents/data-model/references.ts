import { z } from 'zod';
import type { Labels, RenderedObject } from './objects.ts';
import { podOf, titleOf } from './objects.ts';

/** That one object needs another one, which may be in another release, or made by nobody's chart. */
export interface Reference {
  readonly from: string;
  readonly to: string;
  /** What of it: keys of a Secret, for instance. */
  readonly detail?: string;
}

const named = z.looseObject({ name: z.string() });
const keyed = z.looseObject({ name: z.string(), key: z.string() });
const typed = z.looseObject({ kind: z.string(), name: z.string() });

type Target = Omit<Reference, 'from'>;
type Reader = (value: unknown) => readonly Target[];

/** What stands under a key, wherever in an object, and leads to another object. */
const readers: Readonly<Record<string, Reader>> = {
  configMapRef: (value) => [{ to: `ConfigMap ${named.parse(value).name}` }],
  configMapKeyRef: (value) => [{ to: `ConfigMap ${named.parse(value).name}` }],
  secretKeyRef: (value) => {
    const { name, key } = keyed.parse(value);
    return [{ to: `Secret ${name}`, detail: key }];
  },
  secret: (value) => {
    const { secretName, items } = z
      .looseObject({
        secretName: z.string(),
        items: z.array(z.looseObject({ key: z.string() })).default([]),
      })
      .parse(value);
    return items.map(({ key }) => ({ to: `Secret ${secretName}`, detail: key }));
  },
  tls: (value) =>
    z
      .array(z.looseObject({ secretName: z.string().optional() }))
      .parse(value)
      .flatMap(({ secretName }) =>
        secretName === undefined
          ? []
          : [{ to: `Secret ${secretName}`, detail: 'tls.crt, tls.key' }],
      ),
  persistentVolumeClaim: (value) => [
    {
      to: `PersistentVolumeClaim ${z.looseObject({ claimName: z.string() }).parse(value).claimName}`,
    },
  ],
  serviceAccountName: (value) => [{ to: `ServiceAccount ${z.string().parse(value)}` }],
  serviceName: (value) => [{ to: `Service ${z.string().parse(value)}` }],
  service: (value) => [{ to: `Service ${named.parse(value).name}` }],
  backendRefs: (value) =>
    z
      .array(named)
      .parse(value)
      .map(({ name }) => ({ to: `Service ${name}` })),
  parentRefs: (value) =>
    z
      .array(named)
      .parse(value)
      .map(({ name }) => ({ to: `Gateway ${name}` })),
  scaleTargetRef: (value) => [titled(value)],
  roleRef: (value) => [titled(value)],
  subjects: (value) => z.array(z.unknown()).parse(value).map(titled),
};

function titled(value: unknown): Target {
  const { kind, name } = typed.parse(value);
  return { to: `${kind} ${name}` };
}

function targetsIn(value: unknown): readonly Target[] {
  if (Array.isArray(value)) return value.flatMap(targetsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const reader = readers[key];
    return reader === undefined ? targetsIn(inner) : reader(inner);
  });
}

/** The names of Services in texts such as `http://api` or, of a variable for a host, `postgres`. */
function hostsIn(value: unknown, services: ReadonlySet<string>): readonly Target[] {
  if (Array.isArray(value)) return value.flatMap((each) => hostsIn(each, services));
  if (typeof value === 'object' && value !== null) {
    return Object.values(value).flatMap((each) => hostsIn(each, services));
  }
  if (typeof value !== 'string') return [];
  const addresses = [...value.matchAll(/^[a-z]+:\/\/([a-z][a-z0-9-]*)(?=[:/]|$)/g)];
  const hosts = services.has(value) ? [value] : addresses.map(([, host = '']) => host);
  return hosts.filter((host) => services.has(host)).map((host) => ({ to: `Service ${host}` }));
}

const variablesSchema = z.looseObject({ name: z.string(), value: z.string().optional() });

const containerSchema = z.looseObject({
  env: z.array(variablesSchema).default([]),
  command: z.array(z.string()).default([]),
  args: z.array(z.string()).default([]),
});

/** Where an address may stand: in a ConfigMap, in variables and in arguments of containers. */
function settingsOf(object: RenderedObject): readonly unknown[] {
  if (object.kind === 'ConfigMap') return [object['data']];
  const containers = z.array(containerSchema).parse(podOf(object)?.spec.containers ?? []);
  return containers.flatMap(({ env, command, args }) => [
    ...env.filter(({ name }) => /HOST$|_URL$/.test(name)).map(({ value }) => value),
    ...[...command, ...args].filter((text) => text.includes('://')),
  ]);
}

const selectorSchema = z.union([
  z.looseObject({ matchLabels: z.record(z.string(), z.string()) }),
  z.record(z.string(), z.string()),
]);

/** The labels by which an object chooses pods. */
export function selectorOf({ kind, spec }: RenderedObject): Labels | undefined {
  if (spec === undefined) return undefined;
  const { selector, podSelector } = z
    .looseObject({ selector: z.unknown().optional(), podSelector: z.unknown().optional() })
    .parse(spec);
  const given = kind === 'NetworkPolicy' ? podSelector : selector;
  if (given === undefined) return undefined;
  const parsed = selectorSchema.parse(given);
  return 'matchLabels' in parsed && typeof parsed.matchLabels === 'object'
    ? parsed.matchLabels
    : (parsed as Labels);
}

/** Workloads and the objects that choose their own pods. */
const ownPods = ['Deployment', 'StatefulSet'];

/** The objects of a deployment whose pods a selector chooses. */
export function selectedBy(
  selector: Labels,
  objects: readonly RenderedObject[],
): readonly RenderedObject[] {
  return objects.filter((object) => {
    const labels = podOf(object)?.metadata.labels;
    return (
      labels !== undefined &&
      Object.entries(selector).every(([name, value]) => labels[name] === value)
    );
  });
}

/** All references between the objects of a deployment. */
export function referencesIn(objects: readonly RenderedObject[]): readonly Reference[] {
  const services = new Set(
    objects.filter(({ kind }) => kind === 'Service').map(({ metadata }) => metadata.name),
  );
  return objects.flatMap((object) => {
    const from = titleOf(object);
    const selector = ownPods.includes(object.kind) ? undefined : selectorOf(object);
    const selected = selector === undefined ? [] : selectedBy(selector, objects);
    const targets = [
      ...targetsIn(object),
      ...hostsIn(settingsOf(object), services),
      ...selected.map((each) => ({ to: titleOf(each) })),
    ];
    return targets.filter(({ to }) => to !== from).map((target) => ({ from, ...target }));
  });
}
