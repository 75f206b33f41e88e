import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isPlainObject } from '../base/plain-object.ts';
import type { Fields, KubernetesObject } from './kubernetes-object.ts';

/** What Kubernetes' schema says about a field; a list's or map's rule also holds for its elements. */
export interface FieldRule {
  /** The definition of the value, or of each element. */
  readonly type?: string;
  /** Fields that identify the elements of a list; a list without keys is compared by position. */
  readonly keys?: readonly string[];
  readonly value?: 'quantity' | 'intOrString';
  /** A map of any names. */
  readonly isMap?: true;
  /** The value is written as a whole, so that a key more changes what it means. */
  readonly isAtomic?: true;
}

/** Made from the OpenAPI document by `npx nx run nx-helm:field-rules`. */
export interface FieldRules {
  /** The version of Kubernetes. */
  readonly kubernetes: string;
  /** `apps/v1/Deployment`, or `v1/Service`, to the definition. */
  readonly kinds: Readonly<Record<string, string>>;
  readonly types: Readonly<Record<string, Readonly<Record<string, FieldRule>>>>;
}

// Read as data, because Node would strip types from a module of this size at each start.
const { kinds, types } = JSON.parse(
  readFileSync(join(import.meta.dirname, 'field-rules.json'), 'utf8'),
) as FieldRules;

/** The rule of a whole object; undefined for a custom resource, whose schema only its cluster has. */
export function ruleOfObject({ apiVersion, kind }: KubernetesObject): FieldRule | undefined {
  const type = kinds[`${apiVersion}/${kind}`];
  return type === undefined ? undefined : { type };
}

/** The rule of what stands under a key of an object or map that has the given rule. */
export function ruleBelow(rule: FieldRule | undefined, key: string): FieldRule | undefined {
  if (rule === undefined) return undefined;
  if (rule.isMap === true) return elementRule(rule);
  return rule.type === undefined ? undefined : types[rule.type]?.[key];
}

/** The rule of an element of a list or map. */
export function elementRule({ type, value, isAtomic }: FieldRule): FieldRule {
  return {
    ...(type === undefined ? {} : { type }),
    ...(value === undefined ? {} : { value }),
    ...(isAtomic === undefined ? {} : { isAtomic }),
  };
}

/** What the API server fills in where an element leaves a key out; version 2 of OpenAPI says no defaults. */
const defaultsOfKeys: ReadonlyMap<string, unknown> = new Map([['protocol', 'TCP']]);

export type ElementKey = Readonly<Record<string, unknown>>;

/** The key of an element, or undefined where it has none. */
export function keyOf(
  keys: readonly string[] | undefined,
  element: unknown,
): ElementKey | undefined {
  if (keys === undefined || !isPlainObject(element)) return undefined;
  const values = keys.map((key) => [key, element[key] ?? defaultsOfKeys.get(key)] as const);
  return values.some(([, value]) => value === undefined) ? undefined : Object.fromEntries(values);
}

function hasKey(element: unknown, key: ElementKey): boolean {
  if (!isPlainObject(element)) return false;
  return Object.entries(key).every(
    ([name, value]) => String(element[name] ?? defaultsOfKeys.get(name)) === String(value),
  );
}

/** `[web]` for a container of that name, `[80/TCP]` for a port. */
export function keyText(key: ElementKey): string {
  return `[${Object.values(key).map(String).join('/')}]`;
}

export function elementOf(list: unknown, key: ElementKey): Fields | undefined {
  if (!Array.isArray(list)) return undefined;
  return list.find((element): element is Fields => hasKey(element, key));
}
