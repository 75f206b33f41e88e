import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildPackages } from '../packaging/build-package.ts';
import { packPackage } from '../packaging/pack-package.ts';
import { serviceKinds } from '../src/generators/names.ts';
import type { EndToEndContext } from './context.ts';
import { runByItself, shown } from './context.ts';
import { foreignWorkspace } from './foreign-workspace.e2e.ts';

/**
 * The packed plugin deploys a generated service from a workspace that create-nx-workspace made: with
 * `--short` one for Node, and otherwise one of each kind.
 */
export async function worksElsewhere(given: EndToEndContext): Promise<void> {
  const { workspaceRoot, temporaryFolder } = given;
  const built = join(temporaryFolder, 'built');
  await buildPackages(built);
  const packed = join(temporaryFolder, 'packed');
  const packages = await Promise.all(
    ['base', 'nx-helm'].map((folder) => packPackage(join(built, folder), packed)),
  );
  const python = reference(workspaceRoot, 'image-python');
  const node = reference(workspaceRoot, 'image-node');
  if (node === undefined) throw new Error('no base image. Do: npx nx run image-node:container');
  const isShort = process.argv.includes('--short');
  const seconds = await foreignWorkspace({
    packageFiles: packages.map(({ file }) => file),
    temporaryFolder,
    baseImageReference: node,
    ...(python === undefined ? {} : { pythonImageReference: python }),
    programsDirectory: join(workspaceRoot, '.taskora/bin'),
    schemasDirectory: join(workspaceRoot, '.taskora/schemas'),
    namespace: 'nxhelm-elsewhere',
    ...(isShort ? { isShort, kinds: ['node'], deployed: ['node'] } : { deployed: serviceKinds }),
  });
  for (const step of Object.keys(seconds)) shown(step);
}

/** There is no registry here, so a base image comes from the local engine. */
function reference(workspaceRoot: string, project: string): string | undefined {
  const path = join(workspaceRoot, 'dist', 'images', project, 'reference');
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : undefined;
}

await runByItself(import.meta.url, worksElsewhere);
