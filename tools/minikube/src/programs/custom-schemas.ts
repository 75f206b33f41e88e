import { parseAllDocuments } from 'yaml';
import { fileName } from './strict-schemas.ts';

type Json = Readonly<Record<string, unknown>>;

interface Definition {
  readonly kind?: string;
  readonly spec?: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly {
      readonly name: string;
      readonly served: boolean;
      readonly schema: { readonly openAPIV3Schema: Json };
    }[];
  };
}

/**
 * One strict schema for each version of each custom resource that the text defines, by the file name
 * that kubeconform asks for. As in those of Kubernetes, unknown fields are refused and optional ones
 * may be null.
 */
export function customSchemas(text: string): Map<string, Json> {
  const definitions = parseAllDocuments(text).map((document) => document.toJS() as Definition);
  const files = definitions.flatMap(({ kind, spec }) => {
    if (kind !== 'CustomResourceDefinition' || spec === undefined) return [];
    const served = spec.versions.filter((version) => version.served);
    return served.map(({ name, schema }) => {
      const resource = { group: spec.group, version: name, kind: spec.names.kind };
      return [fileName(resource), objectSchema(resource, schema.openAPIV3Schema)] as const;
    });
  });
  return new Map(files);
}

function objectSchema({ group, version, kind }: Record<string, string>, schema: Json): Json {
  const strict = strictType(schema);
  const properties = strict['properties'] as Json;
  const required = (schema['required'] ?? []) as readonly string[];
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    ...strict,
    properties: {
      ...properties,
      apiVersion: { type: 'string', enum: [`${group}/${version}`] },
      kind: { type: 'string', enum: [kind] },
    },
    required: [...new Set([...required, 'apiVersion', 'kind'])],
  };
}

function strictType(schema: Json): Json {
  const { properties, items, additionalProperties } = schema;
  return {
    ...schema,
    ...(isJson(items) && { items: strictType(items) }),
    ...(isJson(additionalProperties) && {
      additionalProperties: strictType(additionalProperties),
    }),
    ...(isJson(properties) && strictFields(properties, schema)),
  };
}

function strictFields(properties: Json, schema: Json): Json {
  const required = (schema['required'] ?? []) as readonly string[];
  const fields = Object.entries(properties).map(([name, property]) => {
    const strict = strictType(property as Json);
    return [name, required.includes(name) ? strict : orNull(strict)];
  });
  const isOpen =
    schema['x-kubernetes-preserve-unknown-fields'] === true || 'additionalProperties' in schema;
  return {
    properties: Object.fromEntries(fields) as Json,
    ...(isOpen ? {} : { additionalProperties: false }),
  };
}

const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An enum would refuse null although the type allows it. */
function orNull(schema: Json): Json {
  const { type, enum: choices } = schema;
  if (typeof type !== 'string') return schema;
  return {
    ...schema,
    type: [type, 'null'],
    ...(Array.isArray(choices) && { enum: [...(choices as unknown[]), null] }),
  };
}
