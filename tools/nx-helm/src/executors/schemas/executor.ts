import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { messageOf, UserError } from '@taskora/base/errors';
import { replaceFolder, temporaryFolder } from '../../base/folders.ts';
import type { PlainObject } from '../../base/plain-object.ts';
import { isPlainObject } from '../../base/plain-object.ts';
import { readEnvironment } from '../../chart/environment-file.ts';
import type { ClusterOptions } from '../../cluster/connect.ts';
import { connect } from '../../cluster/connect.ts';
import { executor, pluginOptionsOf } from '../report.ts';

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

interface Places extends ClusterOptions {
  readonly environment: string;
  readonly environmentsDirectory: string;
  readonly schemasDirectory: string;
}

/** What is not given is as nx.json gives it to the plugin. */
export interface SchemasOptions extends Partial<Places> {
  readonly openapi?: string;
}

type Given = Places & Pick<SchemasOptions, 'openapi'>;

/** In the layout of kubeconform: one folder for each version of Kubernetes. */
export default executor<SchemasOptions>(async (named, context, project) => {
  const { root } = context;
  const options: Given = { ...pluginOptionsOf(context), ...named };
  const { environmentsDirectory, schemasDirectory } = options;
  const environment = readEnvironment(root, environmentsDirectory, options.environment, project);
  const place = { ...options, ...environment.place };
  const document = parsed(await openApiText(place, root, project), project);
  refuseOtherVersion(document, environment.kubeVersion, project, options);
  const schemas = strictSchemas(document);
  const name = `v${environment.kubeVersion.replace(/^v/, '')}-standalone-strict`;
  const folder = join(resolve(root, schemasDirectory), name);
  const draft = await temporaryFolder(folder);
  for (const [file, schema] of schemas) {
    await writeFile(join(draft, file), JSON.stringify(schema));
  }
  await replaceFolder(draft, folder);
  console.log(
    `${project}: ${schemas.size} schemas of Kubernetes ${environment.kubeVersion} in ${schemasDirectory}/${name}`,
  );
});

async function openApiText(options: Given, root: string, project: string): Promise<string> {
  const { openapi } = options;
  if (openapi === undefined) {
    return connect(root, options, project).kubectl.read(['get', '--raw', '/openapi/v2']);
  }
  const file = resolve(root, openapi);
  if (existsSync(file)) return readFile(file, 'utf8');
  throw unreadable(project, `${openapi} is not there`);
}

function parsed(text: string, project: string): OpenApiDocument {
  try {
    const document = JSON.parse(text) as Partial<OpenApiDocument>;
    if (document.definitions !== undefined) {
      return { ...document, definitions: document.definitions };
    }
  } catch (error) {
    throw unreadable(project, messageOf(error));
  }
  throw unreadable(project, 'it has no definitions, so it is no OpenAPI document of version 2');
}

function unreadable(project: string, why: string): UserError {
  return new UserError(
    'NXHELM_OPENAPI_UNREADABLE',
    `the OpenAPI document of Kubernetes cannot be read: ${why}`,
    `npx nx run ${project}:schemas --openapi=<file>, with api/openapi-spec/swagger.json of the sources of Kubernetes`,
    { project },
  );
}

/** The document in Kubernetes' sources has the version "unversioned"; a cluster's has its own. */
function refuseOtherVersion(
  { info }: OpenApiDocument,
  wanted: string,
  project: string,
  { environment, environmentsDirectory }: Places,
): void {
  const version = /^v?(\d+\.\d+)/.exec(info?.version ?? '')?.[1];
  if (version === undefined || wanted.replace(/^v/, '').startsWith(`${version}.`)) return;
  throw new UserError(
    'NXHELM_SCHEMAS_VERSION',
    `the cluster is Kubernetes ${info?.version ?? ''}, and the environment ${environment} renders for ${wanted}`,
    `correct kubeVersion in ${environmentsDirectory}/${environment}.yaml, or give --openapi=<file> of that version`,
    { project },
  );
}
