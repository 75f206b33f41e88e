import { join, relative } from 'node:path';
import { workspaceRoot } from '@taskora/dev/environment';
import { skaffoldImagePrefix } from '../names.ts';
import type { Setting } from '../setting.ts';
import { documentedConfiguration } from './configuration.ts';
import { buildByEngine } from './engine-images.ts';
import type { SkaffoldRunner } from './skaffold.ts';

/** The Dockerfiles, as Skaffold's documentation has them; a path in any clone. */
const documentedFolder = relative(workspaceRoot, join(import.meta.dirname, 'documented'));

/** The image that the Dockerfile of an application begins with. */
const packagesImage = `${skaffoldImagePrefix}/packages:latest`;

/** The layer of `npm ci`, which what is built in an image or runs in one has below it. */
export async function buildPackages(workspace: string): Promise<void> {
  await buildByEngine({
    workspace,
    dockerfile: join(documentedFolder, 'packages.Dockerfile'),
    context: '.',
    image: packagesImage,
  });
}

/** Skaffold with web alone, built inside of its image; what all of its builds share is built here. */
export async function startAsDocumented(setting: Setting): Promise<SkaffoldRunner> {
  const { workspace, skaffold, say } = setting;
  say('  builds the image with the packages, in which web is built');
  await buildPackages(workspace);
  const script = join(import.meta.dirname, '../../commands/build-image-inside.ts');
  const dockerfile = join(documentedFolder, 'web.Dockerfile');
  const command = `${process.execPath} ${script} ${workspace} ${dockerfile}`;
  const files = [dockerfile];
  return skaffold.withConfiguration(
    'as-documented',
    documentedConfiguration(workspace, 'web', { command, files }),
  );
}
