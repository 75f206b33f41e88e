type Json = Readonly<Record<string, unknown>>;

interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

export interface OpenApi {
  readonly definitions: Readonly<Record<string, Json>>;
}

const KINDS = 'x-kubernetes-group-version-kind';
const REFERENCE = '#/definitions/';

/** What the OpenAPI text calls strings although the API server takes numbers too. */
const EITHER: Readonly<Record<string, Json>> = {
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': {
    type: ['string', 'integer', 'null'],
  },
  'io.k8s.apimachinery.pkg.api.resource.Quantity': {
    type: ['string', 'number', 'null'],
  },
};

/**
 * One schema for each kind, by the file name that kubeconform asks for. Each file carries the
 * definitions that it needs. Unknown fields are refused; optional fields may be null, as Helm
 * renders them and the API server takes them.
 */
export function strictSchemas(specification: OpenApi): Map<string, Json> {
  const strict = new Map(
    Object.entries(specification.definitions).map(([name, definition]) => [
      name,
      EITHER[name] ?? strictDefinition(definition),
    ]),
  );
  const files = Object.entries(specification.definitions).flatMap(([name, definition]) => {
    const kinds = (definition[KINDS] ?? []) as readonly GroupVersionKind[];
    const [only] = kinds;
    // Definitions of many kinds, such as DeleteOptions, are parts of requests and no objects.
    if (only === undefined || kinds.length > 1) return [];
    return [[fileName(only), schemaOf(name, only, strict)] as const];
  });
  return new Map(files);
}

/** Kubeconform's `{{ .ResourceKind }}{{ .KindSuffix }}.json`. */
export function fileName({ group, version, kind }: GroupVersionKind): string {
  const parts = [kind, group.split('.')[0] ?? '', version].filter(Boolean);
  return `${parts.join('-').toLowerCase()}.json`;
}

/** Null is allowed in the definition, not where it is used, so that errors stay short. */
function strictDefinition(definition: Json): Json {
  const properties = definition['properties'] as Readonly<Record<string, Json>> | undefined;
  if (properties === undefined) return orNull(definition);
  const required = (definition['required'] ?? []) as readonly string[];
  const entries = Object.entries(properties).map(([name, property]) => [
    name,
    required.includes(name) ? property : orNull(property),
  ]);
  const strict = { properties: Object.fromEntries(entries), additionalProperties: false };
  return orNull({ ...definition, ...strict });
}

const orNull = (schema: Json): Json =>
  typeof schema['type'] === 'string' ? { ...schema, type: [schema['type'], 'null'] } : schema;

function schemaOf(name: string, kind: GroupVersionKind, strict: ReadonlyMap<string, Json>): Json {
  const definitions = Object.fromEntries(
    namesNeededBy(name, strict).map((needed) => [needed, strict.get(needed)]),
  );
  const root = strict.get(name) ?? {};
  const properties = (root['properties'] ?? {}) as Readonly<Record<string, Json>>;
  const apiVersion = kind.group === '' ? kind.version : `${kind.group}/${kind.version}`;
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    ...root,
    type: 'object',
    properties: {
      ...properties,
      apiVersion: { ...properties['apiVersion'], type: 'string', enum: [apiVersion] },
      kind: { ...properties['kind'], type: 'string', enum: [kind.kind] },
    },
    required: [...new Set([...((root['required'] ?? []) as string[]), 'apiVersion', 'kind'])],
    definitions,
  };
}

/** The definitions that a schema leads to; some, such as those of schemas, lead to themselves. */
function namesNeededBy(name: string, strict: ReadonlyMap<string, Json>): string[] {
  const found = new Set<string>();
  const queue = [...references(strict.get(name))];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    queue.push(...references(strict.get(next)));
  }
  return [...found].sort();
}

function references(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    key === '$ref' && typeof part === 'string' ? [part.slice(REFERENCE.length)] : references(part),
  );
}
