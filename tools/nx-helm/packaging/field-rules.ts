import type { FieldRule, FieldRules } from '../src/cluster/field-rules.ts';

interface Property {
  readonly $ref?: string;
  readonly type?: string;
  readonly items?: Property;
  readonly additionalProperties?: Property;
  readonly 'x-kubernetes-list-type'?: string;
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
  readonly 'x-kubernetes-map-type'?: string;
}

interface Definition extends Property {
  readonly properties?: Readonly<Record<string, Property>>;
  readonly 'x-kubernetes-group-version-kind'?: readonly {
    readonly group: string;
    readonly version: string;
    readonly kind: string;
  }[];
}

/** The OpenAPI document of Kubernetes, version 2, as `kubectl get --raw /openapi/v2` prints it. */
export interface OpenApiDocument {
  readonly definitions: Readonly<Record<string, Definition>>;
}

const quantityType = 'io.k8s.apimachinery.pkg.api.resource.Quantity';
const intOrStringType = 'io.k8s.apimachinery.pkg.util.intstr.IntOrString';
/** Not deployed by a chart, or told by its parent. */
const ignoredFields = new Set(['status', 'managedFields']);

/**
 * What Kubernetes' schema says about comparing two objects of a kind: which lists have keys, which
 * maps are one value, where quantities and ports or percentages stand. Fields without any of it
 * are left out.
 */
export function fieldRules({ definitions }: OpenApiDocument, version: string): FieldRules {
  const all = new Map<string, Map<string, FieldRule>>();
  for (const [name, { properties = {} }] of Object.entries(definitions)) {
    const fields = Object.entries(properties).flatMap(([field, property]) => {
      const rule = ignoredFields.has(field) ? undefined : ruleOf(property, definitions);
      return rule === undefined ? [] : [[field, rule] as const];
    });
    all.set(name, new Map(fields));
  }
  const kinds = kindsIn(definitions);
  const kept = useful(all);
  const reached = reachedFrom(new Set(kinds.values()), kept);
  return {
    kubernetes: version,
    kinds: Object.fromEntries([...kinds].filter(([, type]) => reached.has(type)).toSorted()),
    types: Object.fromEntries(
      [...reached].toSorted().map((name) => [name, Object.fromEntries(kept.get(name) ?? [])]),
    ),
  };
}

function ruleOf(
  property: Property,
  definitions: OpenApiDocument['definitions'],
): FieldRule | undefined {
  const { items, additionalProperties } = property;
  if (property.$ref !== undefined) return ruleOfType(typeOf(property.$ref), definitions);
  const atomic = property['x-kubernetes-map-type'] === 'atomic' ? { isAtomic: true as const } : {};
  if (additionalProperties !== undefined) {
    const of = ruleOf(additionalProperties, definitions);
    if (of === undefined && property['x-kubernetes-map-type'] !== 'atomic') return { isMap: true };
    return { ...of, ...atomic, isMap: true };
  }
  if (items === undefined) return undefined;
  const of = items.$ref === undefined ? {} : (ruleOfType(typeOf(items.$ref), definitions) ?? {});
  const isMap = property['x-kubernetes-list-type'] === 'map';
  const keys = isMap ? property['x-kubernetes-list-map-keys'] : undefined;
  return keys === undefined && Object.keys(of).length === 0
    ? undefined
    : { ...of, ...(keys === undefined ? {} : { keys }) };
}

function ruleOfType(
  type: string,
  definitions: OpenApiDocument['definitions'],
): FieldRule | undefined {
  if (type === quantityType) return { value: 'quantity' };
  if (type === intOrStringType) return { value: 'intOrString' };
  const definition = definitions[type];
  if (definition?.properties === undefined) return undefined;
  const isAtomic = definition['x-kubernetes-map-type'] === 'atomic';
  return { type, ...(isAtomic ? { isAtomic } : {}) };
}

function typeOf(reference: string): string {
  return reference.replace('#/definitions/', '');
}

function kindsIn(definitions: OpenApiDocument['definitions']): Map<string, string> {
  const kinds = new Map<string, string>();
  for (const [name, definition] of Object.entries(definitions)) {
    const { properties = {}, 'x-kubernetes-group-version-kind': all = [] } = definition;
    const [only, ...others] = all;
    // Lists, and what is in every group, such as DeleteOptions, are no objects of a chart.
    if (only === undefined || others.length > 0 || properties['metadata'] === undefined) continue;
    if (only.kind.endsWith('List')) continue;
    kinds.set([only.group, only.version, only.kind].filter((part) => part !== '').join('/'), name);
  }
  return kinds;
}

/** Without the types, and the fields of such types, that no rule can be reached from. */
function useful(all: ReadonlyMap<string, ReadonlyMap<string, FieldRule>>) {
  const says = new Set<string>();
  const isUseful = ({ type, keys, value, isAtomic, isMap }: FieldRule): boolean =>
    keys !== undefined ||
    value !== undefined ||
    isAtomic === true ||
    isMap === true ||
    (type !== undefined && says.has(type));
  for (let before = -1; before !== says.size;) {
    before = says.size;
    for (const [name, fields] of all) {
      if ([...fields.values()].some(isUseful)) says.add(name);
    }
  }
  return new Map(
    [...all]
      .filter(([name]) => says.has(name))
      .map(([name, fields]) => [
        name,
        new Map(
          [...fields]
            .filter(([, rule]) => isUseful(rule))
            .map(([field, rule]) => [
              field,
              rule.type === undefined || says.has(rule.type) ? rule : withoutType(rule),
            ]),
        ),
      ]),
  );
}

function withoutType({ keys, value, isMap, isAtomic }: FieldRule): FieldRule {
  return {
    ...(keys === undefined ? {} : { keys }),
    ...(value === undefined ? {} : { value }),
    ...(isMap === undefined ? {} : { isMap }),
    ...(isAtomic === undefined ? {} : { isAtomic }),
  };
}

function reachedFrom(
  roots: ReadonlySet<string>,
  types: ReadonlyMap<string, ReadonlyMap<string, FieldRule>>,
): Set<string> {
  const reached = new Set<string>();
  const visit = (name: string): void => {
    if (reached.has(name) || !types.has(name)) return;
    reached.add(name);
    for (const { type } of types.get(name)?.values() ?? []) if (type !== undefined) visit(type);
  };
  for (const root of roots) visit(root);
  return reached;
}
