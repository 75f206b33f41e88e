import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { messageOf, UserError } from '@taskora/base/errors';
import { replaceFolder, temporaryFolder } from '../../base/folders.ts';
import { readEnvironment } from '../../chart/environment-file.ts';
import type { OpenApiDocument } from '../../chart/strict-schemas.ts';
import { strictSchemas } from '../../chart/strict-schemas.ts';
import type { ClusterOptions } from '../../cluster/connect.ts';
import { connect } from '../../cluster/connect.ts';
import { executor, pluginOptionsOf } from '../report.ts';

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
  const document = parsed(await openApiText(options, root, project), project);
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
