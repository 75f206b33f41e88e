import type { PlainObject } from '../base/plain-object.ts';
import { isPlainObject } from '../base/plain-object.ts';

/** The OpenAPI document (version 2) that an API server serves at /openapi/v2. */
export interface OpenApiDocument {
  readonly info?: { readonly version?: string };
  readonly definitions: Readonly<Record<string, PlainObject>>;
}

const kindsKey = 'x-kubernetes-group-version-kind';
const definitionPrefix = '#/definitions/';

/** The document calls these text, and the API server takes numbers too. */
const textOrNumber: Readonly<Record<string, PlainObject>> = {
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': { type: ['string', 'integer', 'null'] },
  'io.k8s.apimachinery.pkg.api.resource.Quantity': { type: ['string', 'number', 'null'] },
};

/**
 * A JSON schema for each kind, custom resources included, under kubeconform's file names. Each is
 * complete with the definitions that it needs. Fields that a type does not have are refused, and
 * optional ones may be null, as charts write them and the API server takes them.
 */
export function strictSchemas({ definitions }: OpenApiDocument): ReadonlyMap<string, PlainObject> {
  const strict = new Map(
    Object.entries(definitions).map(([name, definition]) => [
      name,
      textOrNumber[name] ?? orNull(strictType(definition)),
    ]),
  );
  const files = [...strict].flatMap(([name, schema]) => {
    const kinds = definitions[name]?.[kindsKey];
    // What is of many kinds, such as DeleteOptions, is part of a request and no object.
    if (!Array.isArray(kinds) || kinds.length !== 1) return [];
    return [[fileNameOf(kinds[0] as GroupVersionKind), standalone(schema, strict)] as const];
  });
  return new Map(files);
}

interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

function fileNameOf({ group, version, kind }: GroupVersionKind): string {
  const parts = [kind, group.split('.')[0] ?? '', version].filter((part) => part !== '');
  return `${parts.join('-').toLowerCase()}.json`;
}

/** The type of a field may be written in place, as those of custom resources are. */
function strictType(schema: PlainObject): PlainObject {
  const { properties, items, additionalProperties, required } = schema;
  const needed = Array.isArray(required) ? required.map(String) : [];
  const inner = {
    ...(isPlainObject(items) ? { items: strictType(items) } : {}),
    ...(isPlainObject(additionalProperties)
      ? { additionalProperties: strictType(additionalProperties) }
      : {}),
    ...(isPlainObject(properties) ? strictFields(properties, needed, schema) : {}),
  };
  return { ...schema, ...inner };
}

function strictFields(properties: PlainObject, needed: readonly string[], schema: PlainObject) {
  const fields = Object.entries(properties).map(([name, property]) => {
    const strict = isPlainObject(property) ? strictType(property) : {};
    return [name, needed.includes(name) ? strict : orNull(strict)];
  });
  const isOpen = schema['x-kubernetes-preserve-unknown-fields'] === true;
  return {
    properties: Object.fromEntries(fields) as PlainObject,
    ...(isOpen || schema['additionalProperties'] !== undefined
      ? {}
      : { additionalProperties: false }),
  };
}

/** What is only referred to says itself that it may be null, so that errors stay short. */
function orNull(schema: PlainObject): PlainObject {
  const { type } = schema;
  return typeof type === 'string' ? { ...schema, type: [type, 'null'] } : schema;
}

function standalone(schema: PlainObject, all: ReadonlyMap<string, PlainObject>): PlainObject {
  const found = new Set<string>();
  const queue = referencesIn(schema);
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    queue.push(...referencesIn(all.get(name)));
  }
  const definitions = [...found].toSorted().map((name) => [name, all.get(name) ?? {}]);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    ...schema,
    type: 'object',
    definitions: Object.fromEntries(definitions) as PlainObject,
  };
}

function referencesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    key === '$ref' && typeof part === 'string'
      ? [part.slice(definitionPrefix.length)]
      : referencesIn(part),
  );
}
