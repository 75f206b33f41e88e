import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { refusalFor } from '../base/refuse-for.ts';
import { must, type Runner } from '../base/run.ts';
import type { Settings } from '../base/settings.ts';
import { KUBERNETES } from '../base/versions.ts';
import { copyModule, goEnvironment, type GoFolders } from './builder.ts';
import { moduleCache, moduleSource } from './modules.ts';
import { strictSchemas, type OpenApi } from './strict-schemas.ts';

const MODULE = 'schemas';
const SPECIFICATION = ['api', 'openapi-spec', 'swagger.json'];
/** Raised when the conversion changes, so that kept schemas are made anew. */
const CONVERSION = 2;

/** The folder that holds the schemas of all versions, in the layout of kubeconform's templates. */
export const schemasCache = (settings: Settings): string =>
  `${moduleCache(settings, MODULE)}-${CONVERSION}`;

/** Turns the OpenAPI text in the Kubernetes module into one strict schema for each kind. */
export async function makeSchemas(
  settings: Settings,
  folders: GoFolders,
  runner: Runner,
): Promise<void> {
  const directory = copyModule(moduleSource(settings, MODULE), MODULE, folders.work);
  const module = `k8s.io/kubernetes@v${KUBERNETES}`;
  const { stdout } = await must(runner, 'go', ['mod', 'download', '-json', module], {
    directory,
    environment: goEnvironment(folders.work, false),
    log: join(folders.logs, 'schemas.log'),
  });
  const folder = (JSON.parse(stdout) as { Dir?: string }).Dir;
  if (folder === undefined) {
    const what = `Go has downloaded ${module} and names no folder of it`;
    const fix = `go mod download -json ${module} (shows what the module proxy answers)`;
    throw refusalFor({ code: 'NO_SCHEMAS', what, fix });
  }
  const text = readFileSync(join(folder, ...SPECIFICATION), 'utf8');
  writeSchemas(schemasCache(settings), text);
}

function writeSchemas(target: string, text: string): void {
  const draft = `${target}.draft`;
  rmSync(draft, { recursive: true, force: true });
  const folder = join(draft, `v${KUBERNETES}-standalone-strict`);
  mkdirSync(folder, { recursive: true });
  for (const [name, schema] of strictSchemas(JSON.parse(text) as OpenApi)) {
    writeFileSync(join(folder, name), JSON.stringify(schema));
  }
  // The rules by which the plugin compares objects are made from the whole document.
  writeFileSync(join(draft, `v${KUBERNETES}.openapi.json`), text);
  mkdirSync(dirname(target), { recursive: true });
  renameSync(draft, target);
}
