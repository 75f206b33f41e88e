import { quantityIn } from '@taskora/base/quantity';
import { isPlainObject } from '../base/plain-object.ts';
import type { FieldRule } from '../cluster/field-rules.ts';
import { elementRule, keyOf, keyText, ruleBelow, ruleOfObject } from '../cluster/field-rules.ts';
import type { KubernetesObject } from '../cluster/kubernetes-object.ts';
import { titleOf } from '../cluster/kubernetes-object.ts';
import { parseManifests, renderedThings } from './manifest-objects.ts';

/** What `kubeconform -output json -verbose` says of one object in one file. */
interface Resource {
  readonly filename: string;
  readonly kind: string;
  readonly name: string;
  readonly version: string;
  readonly status: string;
  readonly msg: string;
}

export interface ConformanceReport {
  /** Objects that were checked or skipped, each once, whichever forms it is in. */
  readonly valid: number;
  readonly skipped: readonly string[];
  /** One sentence for each object and fault. */
  readonly faults: readonly string[];
  /** Kinds that no place of schemas knows. */
  readonly unknownKinds: readonly string[];
}

/**
 * Summarises the results for both forms of one release. An object in both forms counts once;
 * objects of one name in several namespaces of one form count each.
 */
export function conformanceReport(output: string): ConformanceReport | undefined {
  const resources = resourcesOf(output);
  if (resources === undefined) return undefined;
  const count = (status: string): number => countOnce(resources, status);
  const faulty = resources.filter(({ status }) => /Error|Invalid/.test(status));
  const skipped = resources.filter(({ status }) => status === 'statusSkipped');
  const unknown = faulty.filter(({ msg }) => msg.startsWith('could not find schema for'));
  return {
    valid: count('statusValid'),
    skipped: unique(skipped.map(resourceTitle)),
    faults: unique(faulty.flatMap((each) => faultsOf(each))),
    unknownKinds: unique(unknown.map(({ kind }) => kind)),
  };
}

function resourcesOf(output: string): readonly Resource[] | undefined {
  try {
    return (JSON.parse(output) as { readonly resources?: readonly Resource[] }).resources ?? [];
  } catch {
    return undefined;
  }
}

function countOnce(resources: readonly Resource[], status: string): number {
  const counts = new Map<string, Map<string, number>>();
  for (const resource of resources.filter((each) => each.status === status)) {
    const title = resourceTitle(resource);
    const inFiles = counts.get(title) ?? new Map<string, number>();
    counts.set(title, inFiles.set(resource.filename, (inFiles.get(resource.filename) ?? 0) + 1));
  }
  return [...counts.values()].reduce((sum, files) => sum + Math.max(...files.values()), 0);
}

function resourceTitle({ kind, name, version }: Resource): string {
  return `${kind} ${name} (${version})`;
}

/** The messages of kubeconform's validator, one per field, without the schema's file. */
function faultsOf(resource: Resource): string[] {
  const [summary = '', ...places] = resource.msg.split(/\s+- at /);
  const faults = places.filter((each) => !each.endsWith(': validation failed'));
  // The library goes through a mapping in any order.
  return (faults.length > 0 ? faults.toSorted() : [summary]).map(
    (each) => `${resourceTitle(resource)}: ${each}`,
  );
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

/**
 * What the API server refuses although the schemas of Kubernetes accept it: an object without a name or
 * kind, a list element with a duplicate key, an invalid quantity, and text where a port or a percentage belongs. Each fault is
 * one sentence that begins with the object.
 */
export function manifestFaults(manifests: readonly string[]): string[] {
  const faults = manifests.flatMap((text) => [
    ...renderedThings(text).flatMap(identityFaults),
    ...objectFaults(parseManifests(text)),
  ]);
  return [...new Set(faults)];
}

/** The schemas want none of it: they are asked by what it says. */
function identityFaults(thing: unknown): string[] {
  if (!isPlainObject(thing))
    return [`${JSON.stringify(thing)} is rendered where an object belongs`];
  const { apiVersion, kind, metadata } = thing;
  const { name, generateName } = isPlainObject(metadata) ? metadata : {};
  const title = `${typeof kind === 'string' ? kind : 'an object without a kind'}`;
  const named = name ?? generateName;
  return [
    ...(typeof kind === 'string' && kind !== '' ? [] : [`${String(named)}: it has no kind`]),
    ...(typeof apiVersion === 'string' && apiVersion !== ''
      ? []
      : [`${title}: it has no apiVersion`]),
    ...(typeof named === 'string' && named !== '' ? [] : [`${title}: it has no metadata.name`]),
  ];
}

function objectFaults(objects: readonly KubernetesObject[]): string[] {
  return objects.flatMap((object) =>
    faultsBelow(object, [], ruleOfObject(object)).map((fault) => `${titleOf(object)}: ${fault}`),
  );
}

type Path = readonly string[];

/** Of what Kubernetes' schema knows; the schema of a custom resource has rules of its own. */
function faultsBelow(value: unknown, path: Path, rule: FieldRule | undefined): string[] {
  if (rule === undefined || value === null || value === undefined) return [];
  if (Array.isArray(value)) {
    const below = elementRule(rule);
    return [
      ...duplicatesIn(value, path, rule),
      ...value.flatMap((item, index) => faultsBelow(item, [...path, String(index)], below)),
    ];
  }
  if (isPlainObject(value)) {
    return Object.entries(value).flatMap(([key, part]) =>
      faultsBelow(part, [...path, key], ruleBelow(rule, key)),
    );
  }
  const fault =
    rule.value === 'quantity'
      ? quantityFault(value, path)
      : rule.value === 'intOrString'
        ? numberOrTextFault(value, path)
        : undefined;
  return fault === undefined ? [] : [fault];
}

function duplicatesIn(list: readonly unknown[], path: Path, { keys }: FieldRule): string[] {
  const seen = new Set<string>();
  return list.flatMap((element) => {
    const key = keyOf(keys, element);
    if (key === undefined) return [];
    const text = keyText(key);
    if (!seen.has(text)) return (seen.add(text), []);
    return [`${place(path)} has ${text} twice`];
  });
}

function quantityFault(value: unknown, path: Path): string | undefined {
  if (quantityIn(String(value)) !== undefined) return undefined;
  return `${place(path)} is ${JSON.stringify(value)}, which is not a quantity such as 500m, 1.5 or 512Mi`;
}

/** A name of a port, by the rule of IANA, has a letter, and at most fifteen characters. */
const portName = /^(?=.{1,15}$)(?=.*[a-z])[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** Kubernetes has a number or a text in two places only: for a port, and for a share of the pods. */
function numberOrTextFault(value: unknown, path: Path): string | undefined {
  if (typeof value !== 'string') return undefined;
  const text = `${place(path)} is the text ${JSON.stringify(value)}, which is neither a number nor`;
  if (/port$/i.test(path.at(-1) ?? '')) {
    return portName.test(value) ? undefined : `${text} the name of a port`;
  }
  return /^\d+%$/.test(value) ? undefined : `${text} a share such as 25%`;
}

function place(path: Path): string {
  return path.join('.').replaceAll(/\.(\d+)(?=\.|$)/g, '[$1]');
}
