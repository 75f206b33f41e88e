import { join, relative } from 'node:path';
import { workspaceRoot } from '@taskora/dev/environment';
import { skaffoldImagePrefix } from '../names.ts';
import type { Setting } from '../setting.ts';
import { documentedConfiguration } from './configuration.ts';
import { buildByEngine } from './engine-images.ts';
import type { SkaffoldRunner } from './skaffold.ts';

/** The Dockerfiles, as Skaffold's documentation has them; a path in any clone. */
export const documentedFolder = relative(workspaceRoot, join(import.meta.dirname, 'documented'));

/** The image that the Dockerfile of an application begins with. */
const packagesImage = `${skaffoldImagePrefix}/packages:latest`;

/** Skaffold with web alone, built inside of its image; what all of its builds share is built here. */
export async function startAsDocumented(setting: Setting): Promise<SkaffoldRunner> {
  const { workspace, skaffold, say } = setting;
  say('  builds the image with the packages, in which web is built');
  await buildByEngine({
    workspace,
    dockerfile: join(documentedFolder, 'packages.Dockerfile'),
    context: '.',
    image: packagesImage,
  });
  const script = join(import.meta.dirname, '../../commands/build-image-inside.ts');
  const command = `${process.execPath} ${script} ${workspace} web`;
  const files = [join(documentedFolder, 'web.Dockerfile')];
  return skaffold.withConfiguration(
    'as-documented',
    documentedConfiguration(workspace, 'web', { command, files }),
  );
}
