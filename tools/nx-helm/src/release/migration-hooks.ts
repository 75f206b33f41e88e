import { isPlainObject } from '../base/plain-object.ts';
import { compareText } from '../base/text.ts';
import type { KubernetesObject } from '../cluster/kubernetes-object.ts';
import { databaseReferences, hooksIn } from './database-identity.ts';

/** What an upgrade with or without hooks treats alike. */
const otherEvents: ReadonlySet<string> = new Set([
  ...['test', 'test-success', 'test-failure', 'pre-install', 'post-install'],
  ...['pre-delete', 'post-delete'],
]);
/** Not `post-upgrade`: what such a hook reads may be replaced by the very upgrade that it follows. */
const migratingEvents: ReadonlySet<string> = new Set(['pre-upgrade']);

/** The hooks of an upgrade, where each of them does nothing but migrate a database that it names. */
export interface MigrationHooks {
  /** Sorted, as of `databaseReferences`. */
  readonly references: readonly string[];
  /** Projects of the workspace whose images they run. */
  readonly projects: readonly string[];
  /** Everything else that they say. */
  readonly content: readonly unknown[];
  /** What distinguishes each from all others, as of `hookTitles`. */
  readonly titles: readonly string[];
}

/**
 * Undefined where one of them may do something else, where what it reads is not among what it names, or
 * where there is none: `--no-hooks` leaves all out, also those of Helm's own rollback.
 */
export function migrationHooks(
  manifest: string,
  projectOf: (image: string) => string | undefined,
): MigrationHooks | undefined {
  const hooks = changingHooks(manifest);
  const titles = hookTitles(manifest);
  if (hooks.length === 0 || titles === undefined) return undefined;
  const projects = new Set<string>();
  for (const image of hooks.flatMap(imagesOf)) {
    const project = projectOf(image);
    if (project !== undefined) projects.add(project);
    // Another image may be one of now under the same name.
    else if (!/@sha256:[0-9a-f]{64}$/.test(image)) return undefined;
  }
  const references = new Set(hooks.flatMap((hook) => databaseReferences(hook) ?? []));
  return {
    references: [...references].toSorted(compareText),
    projects: [...projects].toSorted(compareText),
    content: hooks.map((hook) => withoutImages(hook, projectOf)),
    titles,
  };
}

/**
 * Name, events and database of each; undefined where one of them may do something else. It asks for no
 * image, so it can also be asked of a manifest of before.
 */
export function hookTitles(manifest: string): readonly string[] | undefined {
  const titles = changingHooks(manifest).map((hook) => {
    const named = databaseReferences(hook);
    const read = referencesOf(hook.spec);
    if (named === undefined || read === undefined || !isMigration(hook)) return undefined;
    if (!read.every((each) => named.includes(each))) return undefined;
    return [hook.metadata.name, ...eventsOf(hook).toSorted(), ...named].join(' ');
  });
  const known = titles.filter((title) => title !== undefined);
  return known.length < titles.length ? undefined : known;
}

/** Those that an upgrade or a rollback may run. */
function changingHooks(manifest: string): readonly KubernetesObject[] {
  return hooksIn(manifest)
    .filter((object) => eventsOf(object).some((event) => !otherEvents.has(event)))
    .toSorted((one, other) => compareText(one.metadata.name, other.metadata.name));
}

/** Helm takes the names of events in any case. */
function eventsOf({ metadata }: KubernetesObject): string[] {
  const text = metadata.annotations?.['helm.sh/hook'];
  return (text ?? '')
    .split(',')
    .map((event) => event.trim().toLowerCase())
    .filter((event) => event !== '');
}

function isMigration(hook: KubernetesObject): boolean {
  return (
    hook.kind === 'Job' &&
    eventsOf(hook).every((event) => migratingEvents.has(event) || otherEvents.has(event))
  );
}

const knownVolumes: ReadonlySet<string> = new Set([
  ...['name', 'emptyDir', 'downwardAPI', 'projected', 'secret', 'configMap'],
  'persistentVolumeClaim',
]);

/** What a pod reads; undefined where it has a volume of which nobody can say what is in it. */
function referencesOf(value: unknown): string[] | undefined {
  if (Array.isArray(value)) return allOf(value.map(referencesOf));
  if (!isPlainObject(value)) return [];
  const { volumes } = value;
  if (Array.isArray(volumes)) {
    const isKnown = volumes.every(
      (volume) =>
        isPlainObject(volume) && Object.keys(volume).every((key) => knownVolumes.has(key)),
    );
    if (!isKnown) return undefined;
  }
  return allOf(
    Object.entries(value).map(([key, below]) => {
      const own = referenceOf(key, below);
      return own === undefined ? referencesOf(below) : [own];
    }),
  );
}

function allOf(lists: readonly (string[] | undefined)[]): string[] | undefined {
  const found = lists.filter((list) => list !== undefined);
  return found.length < lists.length ? undefined : found.flat();
}

function referenceOf(key: string, value: unknown): string | undefined {
  if (!isPlainObject(value)) return undefined;
  switch (key) {
    case 'secretKeyRef':
    case 'secretRef':
    case 'secret':
      return `secret/${String(value['secretName'] ?? value['name'])}`;
    case 'configMapKeyRef':
    case 'configMapRef':
    case 'configMap':
      return `configmap/${String(value['name'])}`;
    case 'persistentVolumeClaim':
      return `persistentvolumeclaim/${String(value['claimName'])}`;
    default:
      return undefined;
  }
}

function imagesOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(imagesOf);
  if (!isPlainObject(value)) return [];
  return Object.entries(value).flatMap(([key, below]) =>
    key === 'image' && typeof below === 'string' ? [below] : imagesOf(below),
  );
}

/** An image of the workspace counts by what migrates in it, not by its tag. */
function withoutImages(value: unknown, projectOf: (image: string) => string | undefined): unknown {
  if (Array.isArray(value)) return value.map((each) => withoutImages(each, projectOf));
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, below]) =>
      key === 'image' && typeof below === 'string'
        ? [key, projectOf(below) ?? below]
        : [key, withoutImages(below, projectOf)],
    ),
  );
}
