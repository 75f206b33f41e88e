import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { refusalFor } from '../base/refuse-for.ts';
import { must, type Runner } from '../base/run.ts';
import type { Settings } from '../base/settings.ts';
import { KUBERNETES } from '../base/versions.ts';
import { copyModule, goEnvironment, type GoFolders } from './builder.ts';
import { customSchemas } from './custom-schemas.ts';
import { moduleCache, moduleSource } from './modules.ts';
import { strictSchemas, type OpenApi } from './strict-schemas.ts';

const MODULE = 'schemas';
const SPECIFICATION = ['api', 'openapi-spec', 'swagger.json'];
/** Go modules that carry definitions of custom resources, and where in them. */
const CUSTOM_RESOURCES = [
  { module: 'sigs.k8s.io/gateway-api', folder: ['config', 'crd', 'standard'] },
];
/** Raised when the conversion changes, so that kept schemas are made anew. */
const CONVERSION = 4;

/** The folder that holds the schemas of all versions, in the layout of kubeconform's templates. */
export const schemasCache = (settings: Settings): string =>
  `${moduleCache(settings, MODULE)}-${CONVERSION}`;

/**
 * Turns the OpenAPI text in the Kubernetes module, and the definitions of custom resources in the
 * modules that carry them, into one strict schema for each kind.
 */
export async function makeSchemas(
  settings: Settings,
  folders: GoFolders,
  runner: Runner,
): Promise<void> {
  const directory = copyModule(moduleSource(settings, MODULE), MODULE, folders.work);
  const requirements = readFileSync(join(directory, 'go.mod'), 'utf8');
  const download = async (module: string): Promise<string> => {
    const [, version] = new RegExp(`^\\s*${module} (v\\S+)`, 'm').exec(requirements) ?? [];
    return downloadModule(`${module}@${version}`, directory, folders, runner);
  };
  const kubernetes = await download('k8s.io/kubernetes');
  const custom: string[] = [];
  for (const { module, folder } of CUSTOM_RESOURCES) {
    const place = join(await download(module), ...folder);
    const files = readdirSync(place).filter((name) => name.endsWith('.yaml'));
    custom.push(...files.map((name) => readFileSync(join(place, name), 'utf8')));
  }
  const text = readFileSync(join(kubernetes, ...SPECIFICATION), 'utf8');
  writeSchemas(schemasCache(settings), text, custom);
}

/** The folder of the module's sources. */
async function downloadModule(
  module: string,
  directory: string,
  folders: GoFolders,
  runner: Runner,
): Promise<string> {
  const { stdout } = await must(runner, 'go', ['mod', 'download', '-json', module], {
    directory,
    environment: goEnvironment(folders.work),
    log: join(folders.logs, 'schemas.log'),
  });
  const folder = (JSON.parse(stdout) as { Dir?: string }).Dir;
  if (folder !== undefined) return folder;
  const what = `Go has downloaded ${module} and names no folder of it`;
  const fix = `go mod download -json ${module} (shows what the module proxy answers)`;
  throw refusalFor({ code: 'NO_SCHEMAS', what, fix });
}

function writeSchemas(target: string, text: string, custom: readonly string[]): void {
  const draft = `${target}.draft`;
  rmSync(draft, { recursive: true, force: true });
  const folder = join(draft, `v${KUBERNETES}-standalone-strict`);
  mkdirSync(folder, { recursive: true });
  const schemas = [strictSchemas(JSON.parse(text) as OpenApi), ...custom.map(customSchemas)];
  for (const [name, schema] of schemas.flatMap((each) => [...each])) {
    writeFileSync(join(folder, name), JSON.stringify(schema));
  }
  // The rules by which the plugin compares objects are made from the whole document.
  writeFileSync(join(draft, `v${KUBERNETES}.openapi.json`), text);
  // By which a cluster is taught the kinds themselves.
  writeFileSync(join(draft, 'custom-resources.yaml'), custom.join('\n---\n'));
  mkdirSync(dirname(target), { recursive: true });
  renameSync(draft, target);
}
